import type { HookConfig, VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import { quote, say, together } from '../core/said/say';
import type { LogStore } from '../store/store';
import { hookUrlProblem } from './hook-url';
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

export type HookOutcome =
  | { kind: 'unchanged' }
  | { kind: 'registered' }
  /** What was not as wanted: `url`, `key`, `filter`. */
  | { kind: 'repaired'; differed: string[] }
  /** The URL cannot be a hook's; only configuration helps. */
  | { kind: 'refused'; reason: string }
  | { kind: 'failed'; failure: VtexFailure };

/**
 * Registers the order hook where it is missing or different; at start, and every hour: VTEX deletes the
 * configuration after three days without notifications, and anyone with the same key can replace it. One
 * hook belongs to one app key.
 */
export async function ensureHook(
  services: { vtex: Pick<VtexApi, 'getHookConfig' | 'saveHookConfig'>; store: LogStore },
  wanted: WantedHook,
): Promise<HookOutcome> {
  const outcome = await checkAndSave(services.vtex, wanted);
  const entry = entryOf(outcome);
  if (entry) await services.store.appendLog([entry]);
  return outcome;
}

async function checkAndSave(
  vtex: Pick<VtexApi, 'getHookConfig' | 'saveHookConfig'>,
  wanted: WantedHook,
): Promise<HookOutcome> {
  const reason = hookUrlProblem(wanted.url);
  if (reason) return { kind: 'refused', reason };
  const current = await vtex.getHookConfig();
  if (!current.ok) return { kind: 'failed', failure: current.failure };
  const differed = current.value ? differencesOf(current.value, wanted) : [];
  if (current.value && differed.length === 0) return { kind: 'unchanged' };
  const saved = await vtex.saveHookConfig({
    url: wanted.url,
    headers: { [HOOK_KEY_HEADER]: wanted.secret },
    filter: fromWorkflow(wanted.statuses),
  });
  if (!saved.ok) return { kind: 'failed', failure: saved.failure };
  return current.value ? { kind: 'repaired', differed } : { kind: 'registered' };
}

/** Headers beside ours do no harm; header names have no case. */
function differencesOf(current: HookConfig, wanted: WantedHook): string[] {
  const keys = Object.entries(current.headers).filter(([name]) => name.toLowerCase() === HOOK_KEY_HEADER);
  const differed: string[] = [];
  if (current.url !== wanted.url) differed.push('url');
  if (keys.length !== 1 || keys[0]?.[1] !== wanted.secret) differed.push('key');
  if (!isSameFilter(current.filter, wanted.statuses)) differed.push('filter');
  return differed;
}

function entryOf(outcome: HookOutcome) {
  switch (outcome.kind) {
    case 'unchanged':
      return null;
    case 'registered':
      return listenerEntry('ok', say('hook.registered'));
    case 'repaired':
      return listenerEntry('ok', say('hook.repaired', { differed: outcome.differed }));
    case 'refused':
      return listenerEntry('attention', together(say('hook.refused'), quote(outcome.reason)));
    case 'failed':
      return failureEntry(say('hook.not-checked'), outcome.failure);
  }
}
