import type { Evidence, Kept, Release, RemoveEvidence } from '../../api/types/evidence';
import type { Plan } from '../../api/types/plan';
import type { Reservation } from '../../api/types/reservation';

/** For tests: the second `second` of one hour, as VTEX writes it. */
export function second(value: number): string {
  const minutes = String(Math.floor(value / 60)).padStart(2, '0');
  return `2026-11-21T13:${minutes}:${String(value % 60).padStart(2, '0')}.1234567Z`;
}

export function release(orderId: string, at: number, over: Partial<Release> = {}): Release {
  return {
    lockId: `00-${orderId}`,
    orderId,
    quantity: 1,
    leftQuantity: 1,
    deductedQuantity: 1,
    acknowledgedAt: second(at),
    because: 'invoiced',
    invoicedAt: second(at + 5),
    ...over,
  };
}

export function kept(orderId: string, at: number, because: Kept['because'], over: Partial<Kept> = {}): Kept {
  return {
    lockId: `00-${orderId}`,
    orderId,
    quantity: 1,
    acknowledgedAt: second(at),
    because,
    orderStatus: null,
    ...over,
  };
}

export function removal(releases: Release[], keptOnes: Kept[], watermark: number): RemoveEvidence {
  return {
    kind: 'remove',
    totalQuantity: 40,
    reservedQuantity: 9,
    kept: keptOnes,
    attentions: [],
    update: {
      quantity: 40 - releases.reduce((sum, { deductedQuantity }) => sum + deductedQuantity, 0),
      dateUtcOnBalanceSystem: second(watermark),
      leadTime: '1.00:00:00',
      unlimitedQuantity: false,
    },
    releases,
    unreserved: [],
    returnedQuantity: 0,
    dependsOnWatermark: true,
    count: null,
    retryAt: null,
  };
}

export function reservation(orderId: string, over: Partial<Reservation> = {}): Reservation {
  return {
    orderId,
    lockId: `00-${orderId}`,
    skuId: '101',
    warehouseId: 'main',
    quantity: 1,
    heldAs: 'lock',
    partOf: null,
    leftQuantity: null,
    status: 'acknowledged',
    version: 1,
    isTold: true,
    expiresAt: null,
    acknowledgedAt: null,
    invoicedAt: null,
    deductedQuantity: 0,
    lostAt: null,
    planId: null,
    ...over,
  };
}

/** A plan that waits for a person. */
export function planOf(evidence: Evidence, over: Partial<Plan> = {}): Plan {
  return {
    planId: 'p',
    skuId: '101',
    warehouseId: 'main',
    trigger: 'event',
    state: 'proposed',
    kind: evidence.kind,
    createdAt: '',
    updatedAt: '',
    evidence,
    intent: null,
    result: null,
    decidedBy: null,
    decisionNote: null,
    countReference: null,
    ...over,
  };
}
