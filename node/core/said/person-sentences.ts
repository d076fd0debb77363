import { numbered } from './numbered';

export interface By {
  who: string;
}

const wrong = (count: number) => numbered(count, 'wrong key or token was', 'wrong keys or tokens were');

/** Who came in, who was turned away, and what people had done that is told nowhere else. */
export const PERSON_SENTENCES = {
  'person.signed-in': ({ who, count }: By & { count: number }) =>
    count === 1 ? `${who} signed in.` : `${who} signed in ${count} times.`,
  'person.signed-out': ({ who }: By) => `${who} signed out.`,
  'person.not-allowed': ({ who, count }: By & { count: number }) =>
    `${who} asked for what their role does not allow (${numbered(count, 'request', 'requests')}).`,
  'person.hook': ({ who }: By) => `${who} had the order hook registered.`,
  'person.sweep': ({ who }: By) => `${who} asked for a sweep.`,
  'person.backfill-stop': ({ who }: By) => `${who} stopped the backfill.`,
  'person.unregister': ({ who }: By) => `${who} had hook and feed unregistered.`,
  'person.compare': ({ who }: By) => `${who} asked to compare the books.`,
  'person.repair': ({ who }: By) => `${who} repaired from a comparison of the books.`,
  'turned-away.sign-in': ({ count }: { count: number }) => `${wrong(count)} turned away at the sign-in.`,
  'turned-away.api': ({ count }: { count: number }) => `${wrong(count)} turned away by the API.`,
  'turned-away.hook': ({ count }: { count: number }) => `${wrong(count)} turned away by the order hook.`,
  'turned-away.counts': ({ count }: { count: number }) =>
    `${wrong(count)} turned away where the ERP sends counts.`,
};
