import { eventId } from '@holdfast/node/core/erp-events/erp-event';
import type { GatePlan } from '@holdfast/node/core/gate/plan';
import {
  saveFeedState,
  saveHookState,
  saveProblems,
  saveSweepState,
} from '@holdfast/node/store/listener-state';
import type { Store } from '@holdfast/node/store/store';
import { anId } from '../builders/an-id';
import {
  at,
  changeOf,
  decision,
  delivery,
  intent,
  order,
  POSITION,
  plan,
  removal,
  reservation,
  START_MS,
} from '../store-contract/examples';

export const ORDER = 'v1-01';
export const OPEN_ORDER = 'v2-01';
/** A message of the order that the ERP has taken. Its id names the lock, as those of the product do. */
export const ACCEPTED = eventId('rsv', 'acme', `00-${ORDER}`, '1');

const release = {
  lockId: anId(`00-${ORDER}`),
  orderId: anId(ORDER),
  quantity: 2,
  deductedQuantity: 2,
  leftQuantity: 2,
  acknowledgedAt: at(3),
  because: 'invoiced' as const,
  invoicedAt: at(5),
};
const kept = {
  lockId: anId(`00-${OPEN_ORDER}`),
  orderId: anId(OPEN_ORDER),
  quantity: 1,
  acknowledgedAt: at(8),
  because: 'open' as const,
  orderStatus: 'handling',
};

const hold: GatePlan = {
  kind: 'hold',
  position: { skuId: anId('8'), warehouseId: anId('w1') },
  totalQuantity: 4,
  reservedQuantity: 1,
  kept: [kept],
  attentions: [],
  reason: 'open-order',
  message: `Order ${OPEN_ORDER} is open since then.`,
  blockedBy: { orderId: anId(OPEN_ORDER), lockId: anId(`00-${OPEN_ORDER}`), since: at(2) },
  retryAt: null,
  count: null,
};
const attention: GatePlan = {
  kind: 'attention',
  position: { skuId: anId('9'), warehouseId: anId('w1') },
  totalQuantity: 4,
  reservedQuantity: 1,
  kept: [],
  attentions: [
    {
      reason: 'invoiced-not-acknowledged',
      message: 'Acknowledge it.',
      orderId: anId(ORDER),
      lockId: anId('L'),
      propose: { kind: 'acknowledge', lockId: anId('L') },
    },
    {
      reason: 'lost-reservation',
      message: 'Repair it.',
      orderId: anId(ORDER),
      lockId: anId('L'),
      propose: {
        kind: 'repair',
        quantity: 3,
        dateUtcOnBalanceSystem: at(1),
        leadTime: '1.00:00:00',
        lost: [{ lockId: anId('L'), quantity: 1 }],
      },
    },
    { reason: 'unknown-order', message: 'Look at it.', orderId: null, lockId: anId('L'), propose: null },
  ],
};

/** One of everything that the API can show. */
export async function seed(store: Store): Promise<void> {
  const line = {
    index: 0,
    uniqueId: 'u',
    skuId: POSITION.skuId,
    seller: '1',
    quantity: 2,
    lockId: anId(`00-${ORDER}`),
    lockTtl: '1bd',
  };
  const allocations = [{ warehouseId: POSITION.warehouseId, quantity: 2, kitParts: [] }];
  const invoice = {
    type: 'Output' as const,
    invoiceNumber: 'n1',
    issuedAt: at(5),
    valueCents: 1,
    items: [{ lineIndex: 0, quantity: 2 }],
  };
  const settled = reservation(ORDER, { status: 'invoiced', invoicedAt: at(5) });
  await store.changeOrder(anId(ORDER), () =>
    decision(ORDER, {
      order: order(ORDER, { status: 'invoiced', lines: [{ ...line, allocations }], invoices: [invoice] }),
      reservations: [settled],
      changes: [changeOf(settled)],
      deliveries: [ACCEPTED, 'd2', 'd3'].map((id) =>
        delivery(id, `order/${ORDER}`, { orderId: anId(ORDER), ...POSITION }),
      ),
      log: [
        {
          kind: 'order',
          outcome: 'ok',
          message: 'Read.',
          orderId: anId(ORDER),
          durationMs: 12,
          detail: { status: 'invoiced' },
        },
      ],
    }),
  );
  await store.changeOrder(anId(OPEN_ORDER), () =>
    decision(OPEN_ORDER, { reservations: [reservation(OPEN_ORDER, { quantity: 1 })] }),
  );
  const attempt = { attempts: 1, nextAttemptAtMs: START_MS, log: [] };
  await store.recordAttempt(ACCEPTED, { ...attempt, state: 'accepted', lastError: null });
  const parkedLine = {
    kind: 'delivery' as const,
    outcome: 'parked' as const,
    message: 'Parked.',
    deliveryId: 'd2',
  };
  await store.recordAttempt('d2', {
    ...attempt,
    state: 'parked',
    lastError: 'The ERP refused the message (422).',
    log: [parkedLine],
  });
  await seedPlans(store);
  await store.recordCount({
    position: POSITION,
    onHand: 9,
    countedAt: at(6),
    reference: 'c1',
    planId: anId('p-count'),
  });
  await seedListeners(store);
}

async function seedPlans(store: Store): Promise<void> {
  const nothing = { deliveries: [], log: [] };
  const executed = plan('p-done', {
    gate: removal({
      releases: [release],
      kept: [kept],
      count: { onHand: 9, countedAt: at(6), reference: 'c1', removedAfterCount: 0 },
    }),
    state: 'executed',
    result: { kind: 'proven', totalQuantity: 8, reservedQuantity: 2, removedQuantity: 2 },
    intent: intent({
      releases: [release],
      mustKeep: [{ lockId: anId(kept.lockId), orderId: anId(OPEN_ORDER), quantity: 1 }],
    }),
  });
  await store.recordPlan(executed, nothing);
  await store.recordPlan(plan('p-wait', { gate: removal({ releases: [release], kept: [kept] }) }), nothing);
  await store.recordPlan(plan('p-hold', { position: hold.position, gate: hold, state: 'held' }), nothing);
  await store.recordPlan(plan('p-look', { position: attention.position, gate: attention }), nothing);
}

async function seedListeners(store: Store): Promise<void> {
  await saveHookState(store, { checkedAtMs: START_MS, outcome: 'registered', message: null });
  await saveFeedState(store, {
    drainedAtMs: START_MS,
    outcome: 'drained',
    items: 3,
    waiting: 0,
    oldestAgeSeconds: null,
    message: null,
  });
  await saveSweepState(store, { sweptAtMs: START_MS, outcome: 'swept', orders: 2, message: null });
  await saveProblems(store, [
    {
      endpoint: 'GET /api/logistics/pvt/inventory/skus/{skuId}',
      kind: 'forbidden',
      status: 403,
      missingResource: 'Logistics viewer',
      message: 'Forbidden.',
      sinceMs: START_MS - 60_000,
      lastMs: START_MS,
    },
  ]);
  await store.appendLog([
    { kind: 'notification', outcome: 'ok', message: 'A notification.', orderId: anId(ORDER) },
  ]);
}
