import { HOOK_STATUSES } from '../../core/order/order-status';
import { runBackfill } from '../../listeners/backfill';
import type { BackfillState } from '../../listeners/backfill-state';
import { ensureHook } from '../../listeners/keep-hook';
import type { SweepSummary } from '../../listeners/sweep';
import { type FeedTurn, hookToldOf, readFeedAndTell } from '../../listeners/tell-state';
import { sweepAndTell } from '../../listeners/tell-sweep-progress';
import type { ChainServices } from '../../middlewares/chain-services';
import { type HookState, saveHookState } from '../../store/listener-state';
import type { IoSettings } from '../settings/parse-settings';

type HookSettings = Pick<IoSettings, 'publicUrl' | 'accessKey' | 'takeOver'>;

export const HOOK_ROUTE = '/_v/holdfast/hook';

/**
 * Bounds of one run of a listener, which shares its time with waiting work. A sweep that is cut goes on at its
 * next turn where it stopped.
 */
const FEED_BATCHES = 10;
const SWEPT_AT_ONCE = 300;
/** Few enough that the work which a tick leaves behind does not pile up. */
const BACKFILLED_AT_ONCE = 50;
const BACKFILL_FOR_MS = 5_000;
const HOUR_MS = 3_600_000;
const REDISPATCHED_AT_ONCE = 100;

/** Checks the hook at VTEX and mends ours; `off` where VTEX has no address to call. */
export async function keepHook(services: ChainServices, settings: HookSettings): Promise<HookState> {
  const state = { checkedAtMs: services.now(), ...(await hookOutcome(services, settings)) };
  await saveHookState(services.store, state);
  return state;
}

async function hookOutcome(
  services: ChainServices,
  { publicUrl, accessKey, takeOver }: HookSettings,
): Promise<Omit<HookState, 'checkedAtMs'>> {
  const [secret] = accessKey ?? [];
  if (publicUrl === null || secret === undefined) {
    const message = 'publicUrl is not set: events come from vtex.orders-broadcast alone.';
    return { outcome: 'off', message };
  }
  const url = `${publicUrl}${HOOK_ROUTE}`;
  const wanted = { url, secret, statuses: HOOK_STATUSES };
  return hookToldOf(await ensureHook(services, wanted, takeOver));
}

/** Reads what our feed kept: the backstop of lost events. */
export function drainOnce(
  services: ChainServices,
  { takeOver }: Pick<IoSettings, 'takeOver'>,
): Promise<FeedTurn> {
  return readFeedAndTell(services, takeOver, { maxBatches: FEED_BATCHES });
}

/** Looks over recently changed orders, as far as one run goes. */
export function sweepOnce(services: ChainServices & { backfillHours: number }): Promise<SweepSummary> {
  return sweepAndTell(services, {
    firstLookBackMs: services.backfillHours * HOUR_MS,
    maxListed: SWEPT_AT_ONCE,
    limit: REDISPATCHED_AT_ONCE,
  });
}

/** Goes on with a backfill that somebody asked for; null when nobody did. */
export function backfillOnce(services: ChainServices): Promise<BackfillState | null> {
  return runBackfill(services, { forMs: BACKFILL_FOR_MS, atMost: BACKFILLED_AT_ONCE });
}
