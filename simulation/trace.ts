import { createHash } from 'node:crypto';

/** Everything that happened, in order: kept as lines for a story, or as a digest to compare two runs by. */
export class Trace {
  readonly lines: string[] = [];
  private readonly hash = createHash('sha256');

  constructor(
    private readonly now: () => number,
    private readonly keeps: boolean,
  ) {}

  add(text: string): void {
    const line = `${clock(this.now())} ${text}`;
    this.hash.update(line);
    if (this.keeps) this.lines.push(line);
  }

  digest(): string {
    return this.hash.digest('hex').slice(0, 16);
  }
}

/** `03-02 08:15:01.942` */
export const clock = (epochMs: number) => new Date(epochMs).toISOString().slice(5, 23).replace('T', ' ');
