import { isDeepStrictEqual } from 'node:util';
import type { Found, VtexFailure, VtexResult } from '../clients/vtex/vtex-api';
import {
  type ListenerName,
  type OwnFeed,
  type OwnHook,
  readStopped,
  readWritten,
  saveReplaced,
  saveWritten,
} from '../store/own-listeners';
import type { SettingStore } from '../store/store';

/** The hook or the feed of an app key: what can be done with it, and how ours is told from somebody else's. */
export interface Listener<Config, Own extends OwnHook | OwnFeed> {
  name: ListenerName;
  read(): Promise<VtexResult<Found<Config> | null>>;
  isOwn(found: Config, written: readonly Own[]): boolean;
  /** For a person, without secrets: an address, or what a feed asks for. */
  tell(found: Config): string;
}

export interface WantedListener<Config, Own extends OwnHook | OwnFeed> extends Listener<Config, Own> {
  /** What is remembered of what `save` writes. */
  own: Own;
  save(): Promise<VtexResult<void>>;
  differencesOf(found: Config): string[];
}

export type KeptOutcome =
  | { kind: 'unchanged' }
  | { kind: 'registered' }
  /** What was not as wanted. */
  | { kind: 'repaired'; differed: string[] }
  /** Somebody else's, and left alone. `told` as in `Listener.tell`. */
  | { kind: 'foreign'; told: string }
  /** Somebody else's, replaced because that was asked for; kept for `unregister`. */
  | { kind: 'taken-over'; told: string }
  /** `unregister` had it removed for good. */
  | { kind: 'stopped' }
  | { kind: 'failed'; failure: VtexFailure };

/**
 * Registers what is missing, repairs what is ours, and leaves alone what is not, unless `takeOver` says otherwise:
 * 1. what is there is read; 2. somebody else's is kept; 3. what we are about to write is remembered; 4. it is
 * written; 5. what went before is forgotten. A crash between any two is repeated, and never takes ours for
 * somebody else's.
 */
export async function keepOwn<Config, Own extends OwnHook | OwnFeed>(
  store: SettingStore,
  listener: WantedListener<Config, Own>,
  takeOver: boolean,
): Promise<KeptOutcome> {
  const { name, own } = listener;
  if (await readStopped(store)) return { kind: 'stopped' };
  const current = await listener.read();
  if (!current.ok) return { kind: 'failed', failure: current.failure };
  const found = current.value;
  const written = await readWritten<Own>(store, name);
  const isOurs = found !== null && listener.isOwn(found, written);
  if (found !== null && !isOurs) {
    if (!takeOver) return { kind: 'foreign', told: listener.tell(found) };
    await saveReplaced(store, name, { savedAs: found.savedAs, told: listener.tell(found) });
  }
  const differed = found !== null && isOurs ? listener.differencesOf(found) : [];
  if (isOurs && differed.length === 0) {
    if (!isJust(written, own)) await saveWritten(store, name, [own]);
    return { kind: 'unchanged' };
  }
  await saveWritten(store, name, [own, ...written.filter((one) => !isDeepStrictEqual(one, own))]);
  const saved = await listener.save();
  if (!saved.ok) return { kind: 'failed', failure: saved.failure };
  await saveWritten(store, name, [own]);
  if (found === null) return { kind: 'registered' };
  return isOurs ? { kind: 'repaired', differed } : { kind: 'taken-over', told: listener.tell(found) };
}

/** PostgreSQL gives the fields of a value back in an order of its own. */
const isJust = <Own>(written: readonly Own[], own: Own) => isDeepStrictEqual(written, [own]);
