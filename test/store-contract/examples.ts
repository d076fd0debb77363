import type { GatePlan } from '@holdfast/node/core/gate/plan';
import { type Instant, instantOfMs, plusMs } from '@holdfast/node/core/instant';
import type { Order } from '@holdfast/node/core/order/order';
import type { Position } from '@holdfast/node/core/position';
import type { KnownReservation, ReservationChange } from '@holdfast/node/core/reservation/reservation';
import type { NewDelivery } from '@holdfast/node/store/delivery';
import type { Plan, RemovalIntent } from '@holdfast/node/store/plan';
import type { OrderDecision, RemovalConclusion } from '@holdfast/node/store/store';
import { anId } from '../builders/an-id';

/** Ids may hold any character, and compare exactly. */
export const POSITION: Position = { skuId: anId('31/ä'), warehouseId: anId('main warehouse') };
export const START_MS = Date.UTC(2026, 2, 1, 12);

/** Seven digits: an instant must not lose the last four on its way through a store. */
export function at(seconds: number): Instant {
  return plusMs(instantOfMs(START_MS), seconds * 1000).replace('0000Z', '4567Z') as Instant;
}

export function order(orderId: string, more: Partial<Order> = {}): Order {
  return {
    orderId: anId(orderId),
    origin: 'Marketplace',
    status: 'handling',
    isCompleted: true,
    createdAt: at(0),
    changedAt: at(1),
    invoicedAt: null,
    sellerOrderId: null,
    hasCancellationData: false,
    paymentDueAt: null,
    valueCents: 1990,
    lines: [],
    invoices: [],
    changes: [],
    memory: { firstUnits: {}, held: [], kitSkuIds: [] },
    ...more,
  };
}

export function reservation(orderId: string, more: Partial<KnownReservation> = {}): KnownReservation {
  return {
    lockId: anId(`00-${orderId}`),
    ...POSITION,
    orderId: anId(orderId),
    quantity: 2,
    heldAs: 'lock',
    partOf: null,
    leftQuantity: null,
    status: 'acknowledged',
    expiresAt: null,
    invoicedAt: null,
    version: 1,
    isTold: true,
    acknowledgedAt: at(3),
    wasAcknowledged: true,
    wasSeenOpen: true,
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
    ...more,
  };
}

export function changeOf(known: KnownReservation, more: Partial<ReservationChange> = {}): ReservationChange {
  const { lockId, skuId, warehouseId, orderId, quantity, status, version, expiresAt } = known;
  const key = { lockId, skuId, warehouseId, orderId, quantity };
  return { ...key, status, previousStatus: null, version, expiresAt, occurredAt: at(9), ...more };
}

export function delivery(id: string, stream: string, more: Partial<NewDelivery> = {}): NewDelivery {
  return {
    id,
    stream,
    type: 'holdfast.reservation.changed',
    orderId: null,
    skuId: null,
    warehouseId: null,
    planId: null,
    occurredAt: at(9),
    data: { says: id, nested: { n: 1 } },
    ...more,
  };
}

export function decision(orderId: string, more: Partial<OrderDecision> = {}): OrderDecision {
  return {
    order: order(orderId),
    readAtMs: START_MS,
    reservations: [],
    changes: [],
    deliveries: [],
    log: [],
    ...more,
  };
}

const NUMBERS = { totalQuantity: 10, reservedQuantity: 4, kept: [], attentions: [] };

export function removal(more: Partial<Extract<GatePlan, { kind: 'remove' }>> = {}): GatePlan {
  return {
    ...NUMBERS,
    kind: 'remove',
    position: POSITION,
    update: { quantity: 8, dateUtcOnBalanceSystem: at(4), leadTime: '1.00:00:00', unlimitedQuantity: false },
    releases: [],
    unreserved: [],
    returnedQuantity: 0,
    closedDeductions: [],
    dependsOnWatermark: true,
    count: null,
    ...more,
  };
}

export function plan(planId: string, more: Partial<Plan> = {}): Plan {
  return {
    planId: anId(planId),
    position: POSITION,
    trigger: 'event',
    gate: removal(),
    fingerprint: 'print',
    state: 'proposed',
    createdAtMs: START_MS,
    updatedAtMs: START_MS,
    decidedBy: null,
    decisionNote: null,
    countReference: null,
    intent: null,
    result: null,
    ...more,
  };
}

export function intent(more: Partial<RemovalIntent> = {}): RemovalIntent {
  return {
    update: { quantity: 8, dateUtcOnBalanceSystem: at(4), leadTime: '1.00:00:00', unlimitedQuantity: false },
    totalBefore: 10,
    releases: [],
    mustKeep: [],
    dependsOnWatermark: true,
    attempts: 1,
    ...more,
  };
}

export function conclusion(more: Partial<RemovalConclusion> = {}): RemovalConclusion {
  return {
    state: 'executed',
    result: { kind: 'proven', totalQuantity: 8, reservedQuantity: 2, removedQuantity: 2 },
    reservations: [],
    changes: [],
    deliveries: [],
    log: [],
    trust: null,
    ...more,
  };
}

export const NO_EFFECTS = { deliveries: [], log: [] };
