/** A promise that was broken. */
export interface Told {
  rule: string;
  message: string;
}

/** What was broken, and the story of how it came to it. */
export class Violations {
  readonly found: Told[] = [];
  readonly story: string[] = [];
  readonly tell = (text: string) => void this.story.push(`${new Date().toISOString().slice(11, 23)} ${text}`);

  violate({ rule, message }: Told): void {
    this.tell(`BROKEN ${rule}: ${message}`);
    this.found.push({ rule, message });
  }
}
