import { type Random, seededRandom } from '@holdfast/sandbox/random';

/** A stream of chance for each purpose: what one fault draws does not shift what the others draw. */
export function chanceOf(seed: number, purpose: string): Random {
  let mixed = seed >>> 0;
  for (const letter of purpose) mixed = Math.imul(mixed ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return seededRandom(mixed);
}

/** A whole number from `least` to `most`, both included. */
export const between = (random: Random, least: number, most: number): number =>
  least + random.int(most - least + 1);
