import type { Tally } from '../../simulation/weather/tally';

/** What a run prints in the end. */
export function figuresOf(tally: Tally, violations: number, seconds: number): string {
  const rows = Object.entries(tally.counts).sort(([a], [b]) => (a < b ? -1 : 1));
  const row = ([what, value]: [string, number]) => `${String(value).padStart(8)}  ${what}`;
  return [
    ...rows.map(row),
    ...Object.entries(tally.longest).map(([what, value]) => row([`longest: ${what}`, value])),
    row(['seconds', Math.round(seconds)]),
    row(['promises broken', violations]),
    row(['losses, units', tally.counts['units lost'] ?? 0]),
  ].join('\n');
}
