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
    const line = `${new Date(this.now()).toISOString().slice(5, 23).replace('T', ' ')} ${text}`;
    this.hash.update(line);
    if (this.keeps) this.lines.push(line);
  }

  digest(): string {
    return this.hash.digest('hex').slice(0, 16);
  }
}
