import { CARRYING_OUT } from './faults/carrying-out';
import { CHAIN } from './faults/chain';
import { COUNT } from './faults/count';
import { GATE } from './faults/gate';
import { ORDER } from './faults/order';
import { PLACES } from './faults/places';
import { PLANNING } from './faults/planning';
import { READING } from './faults/reading';
import { RECORD } from './faults/record';
import { RESERVATION } from './faults/reservation';
import { WATERMARK } from './faults/watermark';
import type { Mutation } from './mutation';

/** Faults that somebody might make, by room. One whose text is not in its file any more has to be written anew. */
export const MUTATIONS: readonly Mutation[] = [
  ...READING,
  ...WATERMARK,
  ...GATE,
  ...COUNT,
  ...ORDER,
  ...PLACES,
  ...RECORD,
  ...RESERVATION,
  ...PLANNING,
  ...CARRYING_OUT,
  ...CHAIN,
];
