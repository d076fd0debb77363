import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import { HOOK_STATUSES } from '@holdfast/node/core/order/order-status';
import { deliverStream } from '@holdfast/node/deliver/deliver-stream';
import { ensureHook } from '@holdfast/node/listeners/keep-hook';
import { redispatchDue } from '@holdfast/node/listeners/redispatch-due';
import { readFeedAndTell } from '@holdfast/node/listeners/tell-state';
import { sweepAndTell } from '@holdfast/node/listeners/tell-sweep-progress';
import type { ChainServices } from '@holdfast/node/middlewares/chain-services';
import { planPosition } from '@holdfast/node/middlewares/position/chain';
import { lookAtOrder } from '@holdfast/node/orders/look-at-order';
import { pollStock } from '@holdfast/node/reconciliation/poll-stock';
import { reconcile } from '@holdfast/node/reconciliation/reconcile';
import { recoverRemovals } from '@holdfast/node/removal/recover-removals';
import type { ReconciliationStore } from '@holdfast/node/store/reconciliation';
import type { ClockTask, JobQueue, Work } from './job-queue';
import type { Life } from './life';
import type { Locks } from './locks';

/** What one process runs its jobs with. */
export interface ProcessServices extends ChainServices {
  life: Life;
  locks: Locks;
  queue: JobQueue;
  connector: ErpConnector;
  reports: ReconciliationStore;
  hook: { url: string; secret: string };
  random(): number;
}

const BUSY_MS = 1_000;
const PARKED_RETRY_MS = 5 * 60_000;
const UNFINISHED_AFTER_MS = 60_000;

/** One job, as the hosts run it. */
export function runWork(services: ProcessServices, work: Work): Promise<void> {
  switch (work.kind) {
    case 'order':
      return order(services, work);
    case 'position':
      return position(services, work);
    case 'deliver':
      return deliver(services, work.stream);
    case 'clock':
      return alone(services, work.task, () => CLOCK[work.task](services));
  }
}

async function order(
  services: ProcessServices,
  { orderId, missingSinceMs }: Extract<Work, { kind: 'order' }>,
): Promise<void> {
  const { locks, life, queue } = services;
  const lease = locks.take(`order/${orderId}`, life);
  if (lease === null) return queue.lookAtOrder(orderId, BUSY_MS, missingSinceMs);
  try {
    const outcome = await lookAtOrder(services, { orderId, missingSinceMs });
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'again') queue.lookAtOrder(orderId, outcome.afterMs, outcome.missingSinceMs);
    else queue.lookAtOrder(orderId, PARKED_RETRY_MS);
  } finally {
    await lease.end();
  }
}

const WEIGHT = { count: 4, recovery: 3, approval: 2, event: 1, sweep: 0 };

async function position(services: ProcessServices, work: Extract<Work, { kind: 'position' }>): Promise<void> {
  const [trigger = 'event'] = [...work.triggers].sort((a, b) => WEIGHT[b] - WEIGHT[a]);
  const outcome = await planPosition(services, { position: work.position, trigger });
  if (outcome.kind === 'done') return;
  const afterMs = outcome.kind === 'again' ? outcome.afterMs : PARKED_RETRY_MS;
  services.queue.planPosition(work.position, services.now() + afterMs, trigger);
}

async function deliver(services: ProcessServices, stream: string): Promise<void> {
  const { locks, life, queue } = services;
  const lease = locks.take(`deliver/${stream}`, life);
  if (lease === null) return queue.deliver(stream, services.now() + BUSY_MS);
  try {
    const run = await deliverStream({ ...services, locks: undefined }, stream);
    if (run.kind === 'wait') queue.deliver(stream, run.untilMs);
  } finally {
    await lease.end();
  }
}

const CLOCK: Record<ClockTask, (services: ProcessServices) => Promise<unknown>> = {
  'drain-feed': (services) => readFeedAndTell(services, false),
  redispatch: async (services) => {
    await redispatchDue(services);
    await recoverRemovals(services, UNFINISHED_AFTER_MS);
  },
  sweep: (services) => sweepAndTell(services, { firstLookBackMs: 3_600_000 }),
  'keep-listening': async (services) => {
    await ensureHook(services, { ...services.hook, statuses: HOOK_STATUSES }, false);
    await readFeedAndTell(services, false);
  },
  reconcile: (services) => reconcile(services, { reconciliationId: services.newId(), trigger: 'schedule' }),
  'poll-erp': (services) => pollStock(services),
};

/** Unless it runs already, here or in another process. */
async function alone(services: ProcessServices, name: string, work: () => Promise<unknown>): Promise<void> {
  const lease = services.locks.take(name, services.life);
  if (lease === null) return;
  try {
    await work();
  } finally {
    await lease.end();
  }
}
