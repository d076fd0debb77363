import { PlatformUnavailable } from '../documents/platform-unavailable';

/** Master Data did not answer, or refused. The record is not touched by it: only lists and filters wait. */
export class SearchUnavailable extends PlatformUnavailable {
  /** For the HTTP edge of either host. */
  readonly status = 503;
  readonly expose = true;

  constructor(message: string) {
    super(`The log and the recommendations cannot be searched now: ${message}`);
    this.name = 'SearchUnavailable';
  }
}
