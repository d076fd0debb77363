import type { Savable, VtexApi, VtexFailure, VtexResult } from '../clients/vtex/vtex-api';
import type { Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import { tellFailure } from '../middlewares/outcome';
import {
  type OwnFeed,
  type OwnHook,
  type Replaced,
  readReplaced,
  readWritten,
  saveReplaced,
  saveStopped,
  saveWritten,
} from '../store/own-listeners';
import type { LogStore, SettingStore } from '../store/store';
import { feedAt } from './keep-feed';
import { hookAt } from './keep-hook';
import type { Listener } from './keep-own';
import { listenerEntry } from './services';

export interface UnregisterPorts {
  vtex: Pick<
    VtexApi,
    | 'getHookConfig'
    | 'saveHookConfig'
    | 'deleteHookConfig'
    | 'getFeedConfig'
    | 'saveFeedConfig'
    | 'deleteFeedConfig'
  >;
  store: SettingStore & LogStore;
}

export type UnregisterOutcome =
  /** Ours is gone, and there was nothing before it. */
  | { kind: 'removed' }
  /** What ours had replaced is back; `told` is its address, or what the feed asks for. */
  | { kind: 'given-back'; told: string }
  /** There is none, and there was nothing to give back. */
  | { kind: 'none' }
  /** Somebody else's: left alone. */
  | { kind: 'not-ours'; told: string }
  | { kind: 'failed'; failure: VtexFailure };

export interface Unregistered {
  hook: UnregisterOutcome;
  feed: UnregisterOutcome;
}

export interface UnregisterOptions {
  /** Says what would be done, and does nothing. */
  dryRun?: boolean;
  /** False: what was there before is forgotten instead of given back, for an owner who no longer answers VTEX's ping. */
  giveBack?: boolean;
}

/**
 * Stops listening for good: removes the hook and the feed that are ours, or gives back what they had replaced. A
 * server that runs sees it before it registers anything again, and so does one that starts later, until a person
 * asks to register (`listenAgain`). May be repeated: what failed is tried again, what is done stays done.
 */
export async function unregister(
  { vtex, store }: UnregisterPorts,
  { dryRun = false, giveBack = true }: UnregisterOptions = {},
): Promise<Unregistered> {
  if (!dryRun) await saveStopped(store, true);
  const options = { dryRun, giveBack };
  const hook = await endOne(
    store,
    {
      ...hookAt(vtex),
      restore: (replaced) => vtex.saveHookConfig(replaced),
      remove: () => vtex.deleteHookConfig(),
    },
    options,
  );
  const feed = await endOne(
    store,
    {
      ...feedAt(vtex),
      restore: (replaced) => vtex.saveFeedConfig(replaced),
      remove: () => vtex.deleteFeedConfig(),
    },
    options,
  );
  if (!dryRun) await store.appendLog([entryOf({ hook, feed })]);
  return { hook, feed };
}

/** A person wants hook and feed back: the next check registers them. */
export const listenAgain = (store: SettingStore) => saveStopped(store, false);

interface Ending<Config, Own extends OwnHook | OwnFeed> extends Listener<Config, Own> {
  restore(replaced: Savable): Promise<VtexResult<void>>;
  remove(): Promise<VtexResult<void>>;
}

async function endOne<Config, Own extends OwnHook | OwnFeed>(
  store: SettingStore,
  listener: Ending<Config, Own>,
  { dryRun, giveBack }: Required<UnregisterOptions>,
): Promise<UnregisterOutcome> {
  const { name } = listener;
  const current = await listener.read();
  if (!current.ok) return { kind: 'failed', failure: current.failure };
  const found = current.value;
  if (found !== null && !listener.isOwn(found, await readWritten<Own>(store, name)))
    return { kind: 'not-ours', told: listener.tell(found) };
  const replaced = giveBack ? await readReplaced(store, name) : null;
  const outcome = endOf(found !== null, replaced);
  if (dryRun) return outcome;
  if (outcome.kind !== 'none') {
    const ended = await (replaced === null ? listener.remove() : listener.restore(replaced));
    if (!ended.ok) return { kind: 'failed', failure: ended.failure };
  }
  await saveReplaced(store, name, null);
  await saveWritten(store, name, []);
  return outcome;
}

function endOf(isThere: boolean, replaced: Replaced | null): UnregisterOutcome {
  if (replaced !== null) return { kind: 'given-back', told: replaced.told };
  return { kind: isThere ? 'removed' : 'none' };
}

/** What became of both, in sentences. */
export function tellUnregistered({ hook, feed }: Unregistered): Sentence {
  return together(...[hookSaid(hook), feedSaid(feed), failureSaid(hook), failureSaid(feed)]);
}

function hookSaid(outcome: UnregisterOutcome): Sentence | null {
  switch (outcome.kind) {
    case 'removed':
      return say('hook.removed');
    case 'given-back':
      return say('hook.given-back', { address: outcome.told });
    case 'not-ours':
      return say('hook.foreign', { address: outcome.told });
    case 'none':
      return say('hook.none');
    case 'failed':
      return null;
  }
}

function feedSaid(outcome: UnregisterOutcome): Sentence | null {
  switch (outcome.kind) {
    case 'removed':
      return say('feed.removed');
    case 'given-back':
      return say('feed.given-back', { filter: outcome.told });
    case 'not-ours':
      return say('feed.foreign', { filter: outcome.told });
    case 'none':
      return say('feed.none');
    case 'failed':
      return null;
  }
}

function failureSaid(outcome: UnregisterOutcome): Sentence | null {
  return outcome.kind === 'failed'
    ? together(say('listener.not-unregistered'), tellFailure(outcome.failure))
    : null;
}

function entryOf(unregistered: Unregistered) {
  const hasFailed = Object.values(unregistered).some(({ kind }) => kind === 'failed');
  return listenerEntry(hasFailed ? 'attention' : 'ok', tellUnregistered(unregistered));
}
