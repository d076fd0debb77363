/** How often things happened, over one seed or many: what a run prints. */
export class Tally {
  readonly counts: Record<string, number> = {};
  readonly longest: Record<string, number> = {};

  count(what: string, by = 1): void {
    this.counts[what] = (this.counts[what] ?? 0) + by;
  }

  longestOf(what: string, value: number): void {
    this.longest[what] = Math.max(this.longest[what] ?? 0, value);
  }

  add({ counts, longest }: Pick<Tally, 'counts' | 'longest'>): void {
    for (const [what, by] of Object.entries(counts)) this.count(what, by);
    for (const [what, value] of Object.entries(longest)) this.longestOf(what, value);
  }
}
