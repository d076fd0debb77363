import type { LogEntry } from '../api/types/log';
import type { Said } from '../api/types/said';
import { orderStatusWord, reservationStatusWord, taskWord } from '../words/machine-words';
import { ownOf } from '../words/own-of';
import type { TextValues } from '../words/use-text';
import { wordOf } from '../words/word-of';
import { SAID_KEYS } from './said-keys';
import { planPart } from './said-plan';
import type { Teller } from './teller';

type Words = { readonly [value: string]: string };

/** Values that are machine words, by their name: they have the same meaning in every sentence. */
const WORDS: { [name: string]: Words } = {
  status: reservationStatusWord,
  previousStatus: reservationStatusWord,
  orderStatus: orderStatusWord,
  differed: {
    filter: 'admin/holdfast.said.part-filter',
    url: 'admin/holdfast.said.part-url',
    key: 'admin/holdfast.said.part-key',
    retention: 'admin/holdfast.said.part-retention',
    'visibility time-out': 'admin/holdfast.said.part-visibility',
  },
};

/** Words that begin a sentence, or are a name: told with their capital. */
const NAMES: { [name: string]: Words } = {
  who: { 'An admin': 'admin/holdfast.said.an-admin' },
  task: taskWord,
};

/** What was said, in the reader's language; null when some of it is new to the panel. */
export function saidSentence(teller: Teller, said: readonly Said[]): string | null {
  const sentences = said.map((one) => planPart(teller, one) ?? ownPart(teller, one));
  return sentences.length === 0 || sentences.indexOf(null) >= 0 ? null : sentences.join(' ');
}

/** A line of the log. Of notifications, by far the most lines, nothing is stored that the rest does not say. */
export function entrySentence(
  teller: Teller,
  { said, kind, outcome, detail }: Pick<LogEntry, 'said' | 'kind' | 'outcome' | 'detail'>,
): string | null {
  if (said !== null) return saidSentence(teller, said);
  if (kind !== 'notification') return null;
  if (outcome === 'nothing') return saidSentence(teller, [{ id: 'notification.ignored', values: {} }]);
  const source = detail?.source;
  const orderStatus = detail?.state;
  if (typeof source !== 'string') return null;
  return saidSentence(teller, [
    typeof orderStatus === 'string'
      ? { id: 'notification.says', values: { source, orderStatus } }
      : { id: 'notification.named', values: { source } },
  ]);
}

function ownPart(teller: Teller, { id, values }: Said): string | null {
  const key = Object.keys(SAID_KEYS).indexOf(id) >= 0 ? SAID_KEYS[id] : undefined;
  if (key === undefined) return null;
  const told: TextValues = {};
  for (const name of Object.keys(values)) told[name] = valueIn(teller, name, values[name] ?? '');
  // What a message to the ERP is about, which several sentences name.
  if ('about' in told) told.subject = teller.t('admin/holdfast.said.subject', told);
  return teller.t(key, told);
}

function valueIn(teller: Teller, name: string, value: Said['values'][string]): string | number {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return value.map((one) => valueIn(teller, name, one)).join(', ');
  if (/At$/.test(name)) return teller.moment(value);
  const words = ownOf(WORDS, name);
  if (words) return wordOf(teller.t, words, value).toLocaleLowerCase();
  const names = ownOf(NAMES, name);
  return names ? wordOf(teller.t, names, value) : value;
}
