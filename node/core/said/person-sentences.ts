import { english } from './english';

export interface By {
  who: string;
}

/** Who came in, who was turned away, and what people had done that is told nowhere else. */
export const PERSON_SENTENCES = {
  'person.signed-in': english<By & { count: number }>(
    '{count, plural, one {{who} signed in.} other {{who} signed in # times.}}',
  ),
  'person.signed-out': english<By>('{who} signed out.'),
  'person.not-allowed': english<By & { count: number }>(
    '{who} asked for what their role does not allow ({count, plural, one {# request} other {# requests}}).',
  ),
  'person.hook': english<By>('{who} had the order hook registered.'),
  'person.sweep': english<By>('{who} asked for a sweep.'),
  'person.backfill-stop': english<By>('{who} stopped the backfill.'),
  'person.unregister': english<By>('{who} had hook and feed unregistered.'),
  'person.compare': english<By>('{who} asked to compare the books.'),
  'person.repair': english<By>('{who} repaired from a comparison of the books.'),
  'turned-away.sign-in': english<{ count: number }>(
    '{count, plural, one {# wrong key or token was} other {# wrong keys or tokens were}} turned away at the sign-in.',
  ),
  'turned-away.api': english<{ count: number }>(
    '{count, plural, one {# wrong key or token was} other {# wrong keys or tokens were}} turned away by the API.',
  ),
  'turned-away.hook': english<{ count: number }>(
    '{count, plural, one {# wrong key or token was} other {# wrong keys or tokens were}} turned away by the order hook.',
  ),
  'turned-away.counts': english<{ count: number }>(
    '{count, plural, one {# wrong key or token was} other {# wrong keys or tokens were}} turned away where the ERP sends counts.',
  ),
};
