/** What an attack came to, on the terminal; docs/trust.md has those of a day. */
export function tell(attack: string, figures: Record<string, string | number>): void {
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`);
  process.stdout.write(`${attack}: ${told.join(', ')}\n`);
}

export function highest(values: readonly number[]): number {
  return Math.round(Math.max(0, ...values));
}

/** Of the slowest hundredth, the fastest. */
export function percentile99(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * 0.99)] ?? 0);
}
