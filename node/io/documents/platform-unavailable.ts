/**
 * VBase did not answer, or said something that cannot be: whoever asked comes back later and does the whole step
 * again. Hosts translate it to "not done, try again" (an event that is answered with 503, work that stays due).
 */
export class PlatformUnavailable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PlatformUnavailable';
  }
}
