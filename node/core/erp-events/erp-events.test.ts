import fc from 'fast-check';
import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { at, LOCK } from '../../../test/builders/order';
import { whyDataMayNotLeave } from '../../clients/erp/event-data';
import type { NewDelivery } from '../../store/delivery';
import { explainPlan } from '../gate/explain';
import type { ListedReservation } from '../gate/reading';
import type { ReservationChange } from '../reservation/reservation';
import { eventId } from './erp-event';
import { type RemovePlan, removalRecommendedEvent } from './removal-recommended';
import { reservationChangedEvent } from './reservation-changed';
import { reservedByStatus, stockReconciledEvent } from './stock-reconciled';

const SEEDED = { seed: 20_260_301 };

const NOW = at('2026-03-05T09:00:00Z');
const ACKNOWLEDGED_AT = at('2026-03-03T09:00:00.1234567Z');
const INVOICED_AT = at('2026-03-04T12:00:00Z');
const position = { skuId: anId('7'), warehouseId: anId('w/1') };

const change: ReservationChange = {
  lockId: LOCK,
  ...position,
  orderId: anId('v1-01'),
  quantity: 2,
  status: 'acknowledged',
  previousStatus: 'confirmed',
  version: 3,
  expiresAt: null,
  occurredAt: NOW,
};

const gate: RemovePlan = {
  kind: 'remove',
  position,
  totalQuantity: 10,
  reservedQuantity: 5,
  kept: [
    {
      lockId: anId('00-v2-01'),
      orderId: anId('v2-01'),
      quantity: 1,
      acknowledgedAt: INVOICED_AT,
      because: 'open',
      orderStatus: 'handling',
    },
  ],
  attentions: [],
  update: { quantity: 8, dateUtcOnBalanceSystem: NOW, leadTime: '1.00:00:00', unlimitedQuantity: false },
  releases: [
    {
      lockId: LOCK,
      orderId: anId('v1-01'),
      quantity: 2,
      leftQuantity: 2,
      deductedQuantity: 2,
      acknowledgedAt: ACKNOWLEDGED_AT,
      because: 'invoiced',
      invoicedAt: INVOICED_AT,
    },
  ],
  returnedQuantity: 0,
  closedDeductions: [],
  unreserved: [],
  dependsOnWatermark: true,
  count: null,
};

const stock = {
  position,
  planId: anId('p1'),
  totalQuantity: 8,
  reservedQuantity: 3,
  byStatus: { authorized: 1, confirmed: 1, acknowledged: 1, other: 0 },
  removedQuantity: 2,
  orders: ['v2-01', null, 'v1-01', 'v2-01'],
};

/** Compiles only while the events are what the store queues. */
const queued: NewDelivery[] = [
  reservationChangedEvent('acme', change, 'n1'),
  removalRecommendedEvent('acme', { planId: anId('p1'), gate }, NOW),
  stockReconciledEvent('acme', stock, NOW, 'n1'),
];

describe('events for the ERP', () => {
  it('tells a reservation’s change, field by field as in the contract', () => {
    expect(queued[0]).toEqual({
      id: 'rsv:acme:00-v1-01:7:w%2F1:n1:v3',
      stream: 'order/v1-01',
      type: 'holdfast.reservation.changed',
      orderId: 'v1-01',
      ...position,
      planId: null,
      occurredAt: NOW,
      data: { account: 'acme', ...change },
    });
  });

  it('recommends a removal, field by field as in the contract', () => {
    expect(queued[1]).toEqual({
      id: 'rec:acme:p1',
      stream: 'position/7/w%2F1',
      type: 'holdfast.removal.recommended',
      orderId: null,
      ...position,
      planId: 'p1',
      occurredAt: NOW,
      data: {
        account: 'acme',
        ...position,
        planId: 'p1',
        totalQuantity: 10,
        newQuantity: 8,
        dateUtcOnBalanceSystem: NOW,
        releases: gate.releases,
        holds: gate.kept,
        reason:
          '2 units of SKU 7 in warehouse w/1 left with order v1-01. The total goes from 10 to 8. Order v2-01 is still being handled since 2026-03-04 12:00:00 UTC and stays reserved.',
        occurredAt: NOW,
      },
    });
  });

  it('tells the reconciled stock, field by field as in the contract', () => {
    expect(queued[2]).toEqual({
      id: 'stk:acme:p1:n1',
      stream: 'position/7/w%2F1',
      type: 'holdfast.stock.reconciled',
      orderId: null,
      ...position,
      planId: 'p1',
      occurredAt: NOW,
      data: {
        account: 'acme',
        ...position,
        totalQuantity: 8,
        reservedQuantity: 3,
        availableQuantity: 5,
        byStatus: stock.byStatus,
        removedQuantity: 2,
        orders: ['v1-01', 'v2-01'],
        planId: 'p1',
        occurredAt: NOW,
      },
    });
  });

  it('lets no field through that the contract does not name', () => {
    const [release] = gate.releases;
    const nosy = { ...gate, releases: release ? [{ ...release, clientName: 'Ann' }] : [] };
    const event = removalRecommendedEvent('acme', { planId: anId('p1'), gate: nosy }, NOW);
    const changed = reservationChangedEvent('acme', { ...change, ...{ clientName: 'Ann' } }, 'n1');
    expect(JSON.stringify([event, changed])).not.toContain('Ann');
  });

  it('gives the reason in the words of the log, as long as the contract takes', () => {
    const { data } = removalRecommendedEvent('acme', { planId: anId('p1'), gate }, NOW);
    expect(explainPlan(gate)).toBe(data.reason);
    const [release] = gate.releases;
    const orders = Array.from({ length: 9 }, (_, nth) => anId(`${nth}`.repeat(200)));
    const releases = release ? orders.map((orderId) => ({ ...release, orderId })) : [];
    const event = removalRecommendedEvent('acme', { planId: anId('p1'), gate: { ...gate, releases } }, NOW);
    expect(whyDataMayNotLeave('holdfast.removal.recommended', event.data)).toBeNull();
  });
});

describe('event ids', () => {
  it('are the same for the same parts and different for any others', () => {
    const parts = fc.array(fc.string(), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(parts, parts, (one, other) => {
        expect(eventId(...one) === eventId(...other)).toBe(JSON.stringify(one) === JSON.stringify(other));
        expect(eventId(...one)).toMatch(/^[!-~]*$/);
        expect(eventId(...one)).not.toContain('.');
      }),
      SEEDED,
    );
  });

  it('do not mix up where one part ends', () => {
    expect(eventId('a:b', 'c')).not.toBe(eventId('a', 'b:c'));
  });

  it('differ by version, SKU, warehouse, lock, account and the step that recorded them', () => {
    const ids = [
      reservationChangedEvent('acme', change, 'n1'),
      reservationChangedEvent('acme2', change, 'n1'),
      reservationChangedEvent('acme', { ...change, version: 4 }, 'n1'),
      reservationChangedEvent('acme', { ...change, skuId: anId('8') }, 'n1'),
      reservationChangedEvent('acme', { ...change, warehouseId: anId('w2') }, 'n1'),
      reservationChangedEvent('acme', { ...change, lockId: anId('00-v2-01') }, 'n1'),
      reservationChangedEvent('acme', change, 'n2'),
    ].map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('units still reserved, by status', () => {
  it('leaves out what VTEX no longer counts', () => {
    const listed = (over: Partial<ListedReservation>) => aListed({ lockId: LOCK, ...over });
    expect(
      reservedByStatus([
        listed({ state: 'authorized', quantity: 2 }),
        listed({ quantity: 3 }),
        listed({ acknowledgedAt: ACKNOWLEDGED_AT, quantity: 4 }),
        listed({ acknowledgedAt: INVOICED_AT, state: 'active-unknown', quantity: 5 }),
        listed({ state: 'active-unknown', quantity: 6 }),
        listed({ state: 'expired' }),
        listed({ state: 'canceled' }),
        listed({ state: 'aborted', acknowledgedAt: ACKNOWLEDGED_AT }),
      ]),
    ).toEqual({ authorized: 2, confirmed: 3, acknowledged: 9, other: 6 });
  });
});
