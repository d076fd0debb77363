import { createHash } from 'node:crypto';
import { NAMES_FOR_OWN_KEY } from '../clients/vtex/resources';
import type { HookConfig, VtexApi } from '../clients/vtex/vtex-api';
import { quote, say, together } from '../core/said/say';
import type { OwnHook } from '../store/own-listeners';
import type { LogStore, SettingStore } from '../store/store';
import { hookUrlProblem } from './hook-url';
import { type KeptOutcome, keepOwn, type Listener } from './keep-own';
import { failureEntry, listenerEntry } from './services';
import { fromWorkflow, isSameFilter } from './workflow-filter';

/** VTEX sends it back with every notification; the hook route compares it. */
export const HOOK_KEY_HEADER = 'x-holdfast-key';

export interface WantedHook {
  /** Complete, with the route: VTEX pings it before it saves, and saves nothing unless it answers 200. */
  url: string;
  secret: string;
  /** Workflow statuses; VTEX does not check their spelling, a typo just brings no events. */
  statuses: readonly string[];
}

/** `differed` of one that was repaired: `url`, `key`, `filter`. */
export type HookOutcome =
  | KeptOutcome
  /** The URL cannot be a hook's; only configuration helps. */
  | { kind: 'refused'; reason: string };

/**
 * Registers the order hook where it is missing, and repairs ours where it is different; at start, and every
 * hour: VTEX deletes the configuration after three days without notifications, and anyone with the same key can
 * replace it. One hook belongs to one app key: somebody else's is left alone unless `takeOver` is true.
 */
export async function ensureHook(
  services: { vtex: Pick<VtexApi, 'getHookConfig' | 'saveHookConfig'>; store: LogStore & SettingStore },
  wanted: WantedHook,
  takeOver: boolean,
): Promise<HookOutcome> {
  const outcome = await checkAndSave(services, wanted, takeOver);
  const entry = entryOf(outcome);
  if (entry) await services.store.appendLog([entry]);
  return outcome;
}

async function checkAndSave(
  { vtex, store }: Parameters<typeof ensureHook>[0],
  wanted: WantedHook,
  takeOver: boolean,
): Promise<HookOutcome> {
  const reason = hookUrlProblem(wanted.url);
  if (reason) return { kind: 'refused', reason };
  const { url, secret, statuses } = wanted;
  const hook = hookAt(vtex);
  return keepOwn(
    store,
    {
      ...hook,
      // One that calls our own address disturbs nobody else, whatever key it carries.
      isOwn: (found, written) =>
        found.url === url || keysOf(found).includes(secret) || hook.isOwn(found, written),
      own: { url, keyDigest: digestOf(secret) },
      save: () =>
        vtex.saveHookConfig({ url, headers: { [HOOK_KEY_HEADER]: secret }, filter: fromWorkflow(statuses) }),
      differencesOf: (found) => differencesOf(found, wanted),
    },
    takeOver,
  );
}

/** The hook of this app key; ours carries a key that we gave it, wherever it points. */
export function hookAt(vtex: Pick<VtexApi, 'getHookConfig'>): Listener<HookConfig, OwnHook> {
  return {
    name: 'hook',
    read: () => vtex.getHookConfig(),
    isOwn(found, written) {
      const digests = keysOf(found).map(digestOf);
      return written.some(({ keyDigest }) => digests.includes(keyDigest));
    },
    tell: ({ url }) => addressOf(url),
  };
}

const digestOf = (key: string) => createHash('sha256').update(key).digest('hex');

/** Header names have no case. */
function keysOf({ headers }: HookConfig): string[] {
  return Object.entries(headers)
    .filter(([name]) => name.toLowerCase() === HOOK_KEY_HEADER)
    .map(([, key]) => key);
}

/** Where it points; a query or a user may be a secret. */
function addressOf(url: string): string {
  if (!URL.canParse(url)) return 'an address that cannot be read';
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

/** Headers beside ours do no harm. */
function differencesOf(current: HookConfig, wanted: WantedHook): string[] {
  const keys = keysOf(current);
  const differed: string[] = [];
  if (current.url !== wanted.url) differed.push('url');
  if (keys.length !== 1 || keys[0] !== wanted.secret) differed.push('key');
  if (!isSameFilter(current.filter, wanted.statuses)) differed.push('filter');
  return differed;
}

export function foreignHook(told: string) {
  return together(
    say('hook.foreign', { address: told }),
    say('listener.way-out', { resources: NAMES_FOR_OWN_KEY }),
  );
}

function entryOf(outcome: HookOutcome) {
  switch (outcome.kind) {
    case 'unchanged':
    case 'stopped':
      return null;
    case 'registered':
      return listenerEntry('ok', say('hook.registered'));
    case 'repaired':
      return listenerEntry('ok', say('hook.repaired', { differed: outcome.differed }));
    case 'foreign':
      return listenerEntry('attention', foreignHook(outcome.told));
    case 'taken-over':
      return listenerEntry('ok', say('hook.taken-over', { address: outcome.told }));
    case 'refused':
      return listenerEntry('attention', together(say('hook.refused'), quote(outcome.reason)));
    case 'failed':
      return failureEntry(say('hook.not-checked'), outcome.failure);
  }
}
