import type { PlanId } from '@holdfast/node/core/id';
import { few } from '@holdfast/node/core/said/said';
import { LISTENER_KEYS } from '@holdfast/node/store/listener-state';
import type { DeliveryStore, RemovalConclusion, Store } from '@holdfast/node/store/store';
import type { Log } from './create-log';
import type { Turns } from './turns';

/**
 * Tells the process log what was put on record: each update that was read back, each message that was parked, and
 * hook and feed when they become wrong or right again. The sync log has all of it and more; this is for whoever
 * collects the logs of processes.
 */
export function tellingStore(inner: Store, log: Pick<Log, 'info' | 'warn'>, turns: Turns): Store {
  return {
    ...inner,
    async concludeRemoval(planId, decide) {
      // `decide` may run more than once: only what it said last was recorded.
      const said: RemovalConclusion[] = [];
      await inner.concludeRemoval(planId, (known) => {
        const conclusion = decide(known);
        said.push(conclusion);
        return conclusion;
      });
      const recorded = said.at(-1);
      if (recorded !== undefined) log.info(...updateLine(planId, recorded));
    },
    async recordAttempt(deliveryId, attempt) {
      await inner.recordAttempt(deliveryId, attempt);
      if (attempt.state === 'parked') log.warn(...parkedLine(deliveryId, attempt));
    },
    async setSetting(key, value) {
      await inner.setSetting(key, value);
      const what = LISTENERS.get(key);
      if (what !== undefined) tellListener(turns, what, value);
    },
  };
}

type Line = [fields: Record<string, unknown>, message: string];

function updateLine(planId: PlanId, { state, result, changes, log }: RemovalConclusion): Line {
  const entry = log.find(({ kind }) => kind === 'update') ?? log[0];
  const removed = changes.filter(({ status }) => status === 'removed');
  const { kind, ...numbers } = result;
  const fields = {
    planId,
    skuId: entry?.skuId ?? null,
    warehouseId: entry?.warehouseId ?? null,
    state,
    result: kind,
    ...withoutWords(numbers),
    released: removed.length,
    orders: few([...new Set(removed.map(({ orderId }) => orderId))]),
  };
  return [fields, entry?.message ?? `The update ended: ${kind}.`];
}

/** The message says them already. */
function withoutWords(numbers: object): object {
  return Object.fromEntries(Object.entries(numbers).filter(([name]) => name !== 'message'));
}

function parkedLine(
  deliveryId: string,
  { attempts, log }: Parameters<DeliveryStore['recordAttempt']>[1],
): Line {
  const [entry] = log;
  const { orderId = null, skuId = null, warehouseId = null, message = 'A message was parked.' } = entry ?? {};
  return [{ deliveryId, orderId, skuId, warehouseId, attempts }, message];
}

const LISTENERS = new Map<string, 'hook' | 'feed'>([
  [LISTENER_KEYS.hook, 'hook'],
  [LISTENER_KEYS.feed, 'feed'],
]);
const IN_ORDER = new Set<unknown>(['registered', 'repaired', 'off', 'drained']);

function tellListener(turns: Turns, what: 'hook' | 'feed', value: unknown): void {
  const { outcome, message } = value as { outcome?: unknown; message?: unknown };
  if (IN_ORDER.has(outcome)) turns.right(what);
  else turns.wrong(what, typeof message === 'string' ? message : 'VTEX did not say why.');
}
