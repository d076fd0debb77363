import type { Release } from '@holdfast/node/core/gate/plan';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { KnownReservation, ReservationChange } from '@holdfast/node/core/reservation/reservation';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { OrderDocument } from '@holdfast/node/io/store/shapes';
import type { KnownOrder, OrderDecision, RemovalConclusion, Store } from '@holdfast/node/store/store';
import { anId } from '../builders/an-id';
import {
  at,
  changeOf,
  conclusion,
  decision,
  delivery,
  intent,
  NO_EFFECTS,
  POSITION,
  plan,
  reservation,
  START_MS,
} from './examples';

/** A step of the store that may be done twice, and what has to be there before. */
export interface Scene {
  name: string;
  setUp(store: Store): Promise<void>;
  step(store: Store): Promise<unknown>;
}

export const ORDERS = ['o-1', 'o-2', 'o-3'];
const PLANS = ['p-old', 'p-1', 'p-2'];
const OWN = 'position/31%2F%C3%A4/main%20warehouse';

/** As a reading of the order does it: what is recorded already is not recorded again. */
export function toStatus(orderId: string, status: KnownReservation['status'], version: number) {
  return (known: KnownOrder | null): OrderDecision => {
    const before = known?.reservations[0] ?? null;
    if (known !== null && before !== null && before.version >= version) {
      return { ...known, changes: [], deliveries: [], log: [] };
    }
    const invoicedAt = status === 'invoiced' ? at(8) : null;
    const after = reservation(orderId, { ...before, status, invoicedAt, version });
    return decision(orderId, {
      reservations: [after],
      changes: [changeOf(after)],
      deliveries: [delivery(`d-${orderId}-v${version}`, `order/${orderId}`)],
      log: [
        { kind: 'reservation', outcome: 'ok', message: `${orderId} is ${status}`, orderId: anId(orderId) },
      ],
    });
  };
}

export async function invoiceThree(store: Store): Promise<void> {
  for (const orderId of ORDERS) await store.changeOrder(anId(orderId), toStatus(orderId, 'invoiced', 1));
}

export const PLANNED = {
  deliveries: [delivery('d-plan', OWN, { type: 'holdfast.removal.recommended' })],
  log: [{ kind: 'plan' as const, outcome: 'hold' as const, message: 'planned' }],
};

const RELEASES: Release[] = ['o-1', 'o-2'].map(anId).map((orderId) => ({
  lockId: anId(`00-${orderId}`),
  orderId,
  quantity: 2,
  deductedQuantity: 2,
  leftQuantity: 2,
  acknowledgedAt: at(3),
  because: 'invoiced',
  invoicedAt: at(8),
}));

export const INTENT = intent({
  releases: RELEASES,
  mustKeep: [{ lockId: anId('00-o-3'), orderId: anId('o-3'), quantity: 2 }],
});

/** Two of three are removed, one part of a kit is added, the ERP is told, the account's trust is learned. */
export function concludedWith(known: KnownReservation[]): RemovalConclusion {
  const removed = known
    .filter((one) => one.status === 'invoiced' && one.orderId !== 'o-3')
    .map((one) => ({ ...one, status: 'removed' as const, version: one.version + 1, planId: anId('p-1') }));
  const part = reservation('o-1', {
    lockId: anId('kit'),
    status: 'removed',
    invoicedAt: at(8),
    planId: anId('p-1'),
  });
  const changed = [...removed, part];
  return conclusion({
    reservations: changed,
    changes: changed.map((one) => changeOf(one)),
    deliveries: [
      ...removed.map((one) => delivery(`d-${one.orderId}-v${one.version}`, `order/${one.orderId}`)),
      delivery('d-stock', OWN, { type: 'holdfast.stock.reconciled' }),
    ],
    log: [{ kind: 'update', outcome: 'ok', message: 'four units left' }],
    trust: 'proven',
  });
}

export async function beginOne(store: Store): Promise<void> {
  await invoiceThree(store);
  await store.recordPlan(plan('p-1', { state: 'approved' }), NO_EFFECTS);
  await store.beginRemoval(anId('p-1'), INTENT);
}

export const SCENES: Scene[] = [
  {
    name: 'changeOrder of an order nobody recorded',
    setUp: async () => undefined,
    step: (store) => store.changeOrder(anId('o-1'), toStatus('o-1', 'acknowledged', 1)),
  },
  {
    name: 'changeOrder of a known order',
    setUp: async (store) => {
      await store.changeOrder(anId('o-1'), toStatus('o-1', 'acknowledged', 1));
    },
    step: (store) => store.changeOrder(anId('o-1'), toStatus('o-1', 'invoiced', 2)),
  },
  {
    name: 'recordPlan over older plans',
    setUp: async (store) => {
      await invoiceThree(store);
      for (let old = 0; old < 5; old++) await store.recordPlan(plan(`p-old-${old}`), NO_EFFECTS);
      await store.recordPlan(plan('p-old'), NO_EFFECTS);
    },
    step: (store) => store.recordPlan(plan('p-1'), PLANNED),
  },
  {
    name: 'beginRemoval',
    setUp: async (store) => {
      await invoiceThree(store);
      await store.recordPlan(plan('p-1', { state: 'approved' }), NO_EFFECTS);
    },
    step: (store) => store.beginRemoval(anId('p-1'), INTENT),
  },
  {
    name: 'concludeRemoval',
    setUp: beginOne,
    step: (store) => store.concludeRemoval(anId('p-1'), concludedWith),
  },
  {
    name: 'recordCount',
    setUp: async () => undefined,
    step: async (store) => {
      const count = {
        position: POSITION,
        onHand: 9,
        countedAt: at(1),
        reference: 'r-1',
        planId: anId('p-2'),
      };
      await store.recordCount(count);
    },
  },
];

/** All that the port and the documents show, without what only tells one write from another. */
export async function picture(store: VBaseStore, files: ReadonlyMap<string, string>) {
  const late = START_MS + 99_000;
  const streams = [OWN, ...ORDERS.map((orderId) => `order/${orderId}`)];
  return {
    orders: await Promise.all(ORDERS.map((orderId) => store.knownOrder(anId(orderId)))),
    unfinished: (await store.unfinishedRemovals()).map(({ planId }) => planId),
    atPosition: (await store.knownAtPosition(POSITION)).map(({ lockId }) => lockId).sort(),
    removed: (await store.removedSince(POSITION, at(1))).map(({ lockId }) => lockId).sort(),
    byLock: [
      ...(await store.knownOrdersByLock([...ORDERS.map((id) => anId(`00-${id}`)), anId('kit')])).keys(),
    ].sort(),
    current: await store.currentPlan(POSITION),
    plans: await Promise.all(PLANS.map((planId) => store.plan(anId(planId)))),
    oldest: await store.plan(anId('p-old-0')),
    streams: await Promise.all(
      streams.map(async (name) => (await store.reads.stream(name))?.stream.deliveries ?? []),
    ),
    due: (await store.streamsDue(late, 99)).sort(),
    toLookAt: await store.ordersToLookAt(instantOfMs(late), late, 99),
    toPlan: await store.positionsToPlan(late, 99),
    changes: changesIn(files).length,
    trust: await store.watermarkTrust(),
    counts: await store.countsAt(POSITION, { limit: 99 }),
  };
}

export function changesIn(files: ReadonlyMap<string, string>): ReservationChange[] {
  return [...files]
    .filter(([path]) => path.startsWith('orders/'))
    .flatMap(([, text]) => (JSON.parse(text) as OrderDocument).changes);
}
