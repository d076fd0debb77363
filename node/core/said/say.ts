import { BOOK_SENTENCES } from './book-sentences';
import { DELIVERY_SENTENCES } from './delivery-sentences';
import { type English, english } from './english';
import { ERP_SENTENCES } from './erp-sentences';
import { LISTENER_SENTENCES } from './listener-sentences';
import { ORDER_SENTENCES } from './order-sentences';
import { PERSON_SENTENCES } from './person-sentences';
import { PLAN_SENTENCES } from './plan-sentences';
import { PROBLEM_SENTENCES } from './problem-sentences';
import { SAFETY_SENTENCES } from './safety-sentences';
import type { SaidValues, Sentence } from './said';
import { UPDATE_SENTENCES } from './update-sentences';
import { VTEX_SENTENCES } from './vtex-sentences';
import { WORK_SENTENCES } from './work-sentences';

const ALL = {
  ...BOOK_SENTENCES,
  ...DELIVERY_SENTENCES,
  ...ERP_SENTENCES,
  ...LISTENER_SENTENCES,
  ...ORDER_SENTENCES,
  ...PERSON_SENTENCES,
  ...PLAN_SENTENCES,
  ...PROBLEM_SENTENCES,
  ...SAFETY_SENTENCES,
  ...UPDATE_SENTENCES,
  ...VTEX_SENTENCES,
  ...WORK_SENTENCES,
  /** What is somebody else's to say: VTEX's complaint, the ERP's, a person's reason. */
  words: english<{ words: string }>('{words}'),
};

export type SaidId = keyof typeof ALL;

type Wanted = { [Id in SaidId]: Parameters<(typeof ALL)[Id]> };

/**
 * Everything that Holdfast says in its log, by id. The panel has the same sentences in its languages under
 * `admin/holdfast.said.<id>`: its English is made from here (`npm run messages`), and an id that it does not know is
 * shown in the English of here.
 */
export const CATALOGUE: {
  readonly [Id in SaidId]: ((...values: Wanted[Id]) => string) & Pick<English<unknown>, 'icu'>;
} = ALL;

/** The sentence with this id. */
export function say<Id extends SaidId>(id: Id, ...values: Wanted[Id]): Sentence {
  const named: SaidValues = { ...values[0] };
  return { message: CATALOGUE[id](...values), said: [{ id, values: named }] };
}

/** One after the other; those that are null are left out. */
export function together(...sentences: readonly (Sentence | null)[]): Sentence {
  const there = sentences.filter((one) => one !== null);
  return {
    message: there.map(({ message }) => message).join(' '),
    said: there.flatMap(({ said }) => said),
  };
}

/** Somebody else's words, as they are. */
export function quote(words: string): Sentence {
  return say('words', { words });
}
