import { createHash } from 'node:crypto';

/** Everything that happened, in order: kept as lines for a story, or as a digest to compare two runs by. */
export class Trace {
  readonly lines: string[] = [];
  private readonly hash = createHash('sha256');
  /** Lines that the hash has not taken yet: it takes many at once for the price of one. */
  private unhashed = '';

  constructor(
    private readonly now: () => number,
    private readonly keeps: boolean,
  ) {}

  add(text: string): void {
    const line = `${clock(this.now())} ${text}`;
    this.unhashed += line;
    if (this.unhashed.length > 50_000) this.takeIn();
    if (this.keeps) this.lines.push(line);
  }

  digest(): string {
    this.takeIn();
    return this.hash.digest('hex').slice(0, 16);
  }

  private takeIn(): void {
    this.hash.update(this.unhashed);
    this.unhashed = '';
  }
}

/** `03-02 08:15:01.942` */
export const clock = (epochMs: number) => new Date(epochMs).toISOString().slice(5, 23).replace('T', ' ');
