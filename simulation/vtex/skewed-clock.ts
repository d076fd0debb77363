import { chanceOf } from '../chance';
import type { Weather } from '../weather/weather';

const HOUR = 3_600_000;

/** VTEX's clock, as far ahead of ours as this day has it, and a little more or less every hour. Epoch ms. */
export function skewedClock(
  seed: number,
  { rates }: Weather,
  startMs: number,
  now: () => number,
): () => number {
  const chance = chanceOf(seed, 'skew');
  const offMs = (chance.next() * 2 - 1) * rates['clock-skew'] * 1_000;
  const drift = (chance.next() * 2 - 1) * rates['clock-skew'] * 50;
  return () => now() + Math.round(offMs + (drift * (now() - startMs)) / HOUR);
}
