import { instantOfMs } from '@holdfast/node/core/instant';
import type {
  ErpReservation,
  HeldReservation,
  PositionBooks,
  RecordedReservation,
} from '@holdfast/node/core/reconciliation/books';
import type { ReservationStatus } from '@holdfast/node/core/reservation/reservation';
import fc from 'fast-check';
import { anId } from './an-id';

export const NOON = Date.UTC(2026, 4, 1, 12);
export const minutes = (after: number) => instantOfMs(NOON + after * 60_000);

const STATUSES: readonly ReservationStatus[] = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
];

export function recorded(lockId: string, more: Partial<RecordedReservation> = {}): RecordedReservation {
  const status = more.status ?? 'acknowledged';
  const hasLeft = status === 'invoiced' || status === 'removed';
  return {
    lockId: anId(lockId),
    orderId: anId(`order-${lockId}`),
    quantity: 2,
    reservedQuantity: more.quantity ?? 2,
    status,
    deductedQuantity: status === 'removed' ? (more.quantity ?? 2) : 0,
    isLost: false,
    isAcknowledged: true,
    partsLeft: hasLeft ? [{ at: minutes(-60), quantity: more.quantity ?? 2 }] : [],
    isFresh: false,
    erp: null,
    ...more,
  };
}

export function held(lockId: string, quantity = 2, more: Partial<HeldReservation> = {}): HeldReservation {
  return { lockId: anId(lockId), quantity, isAcknowledged: true, isYoung: false, otherwise: null, ...more };
}

export function booked(
  status: ReservationStatus | null,
  quantity = 2,
  more: Partial<ErpReservation> = {},
): ErpReservation {
  const hasLeft = status === 'invoiced' || status === 'removed';
  return { status, isListed: true, quantity, hasLeft, isUntold: false, ...more };
}

export function books(more: Partial<PositionBooks> = {}): PositionBooks {
  return {
    position: { skuId: anId('7'), warehouseId: anId('main') },
    store: { totalQuantity: 10, held: [], ended: [] },
    record: [],
    erp: null,
    opening: null,
    isUpdating: false,
    ...more,
  };
}

const units = fc.integer({ min: 1, max: 9 });

/** Any books at all, however little sense they make. */
export const anyBooks: fc.Arbitrary<PositionBooks> = fc
  .record({
    total: fc.integer({ min: 0, max: 60 }),
    locks: fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { maxLength: 8 }),
    pick: fc.infiniteStream(fc.nat({ max: 1_000_000 })),
    onHand: fc.option(fc.integer({ min: 0, max: 60 })),
    names: fc.boolean(),
    isBooking: fc.boolean(),
    isUpdating: fc.boolean(),
    opening: fc.option(
      fc.record({
        totalQuantity: fc.integer({ min: 0, max: 60 }),
        residual: fc.option(
          fc.record({
            unknown: fc.integer({ min: -5, max: 5 }),
            'foreign-update': fc.integer({ min: -5, max: 5 }),
          }),
        ),
      }),
    ),
    quantities: fc.array(units, { minLength: 16, maxLength: 16 }),
  })
  .map(({ total, locks, pick, onHand, names, isBooking, isUpdating, opening, quantities }) => {
    const draw = (below: number) => (pick.next().value ?? 0) % below;
    const quantityOf = (index: number) => quantities[index % quantities.length] ?? 1;
    const record = locks
      .filter(() => draw(4) > 0)
      .map((lockId, index) =>
        recorded(lockId, {
          status: STATUSES[draw(STATUSES.length)] ?? 'acknowledged',
          quantity: quantityOf(index),
          deductedQuantity: draw(3) === 0 ? draw(quantityOf(index) + 1) : 0,
          isLost: draw(4) === 0,
          isAcknowledged: draw(3) > 0,
          isFresh: draw(5) === 0,
          erp:
            onHand === null
              ? null
              : booked(
                  draw(6) === 0 ? null : (STATUSES[draw(STATUSES.length)] ?? null),
                  quantityOf(index + 3),
                  {
                    isListed: draw(4) > 0,
                    isUntold: draw(5) === 0,
                  },
                ),
        }),
      )
      .map((one) =>
        one.erp?.isListed === false ? { ...one, erp: { ...one.erp, status: null, quantity: 0 } } : one,
      );
    return books({
      store: {
        totalQuantity: total,
        held: locks
          .filter(() => draw(3) > 0)
          .map((lockId, index) =>
            held(lockId, quantityOf(index + draw(2)), {
              isYoung: draw(4) === 0,
              otherwise: draw(4) === 0 ? { kind: 'kit', orderId: anId(`order-${lockId}`) } : null,
            }),
          ),
        ended: locks.filter(() => draw(6) === 0).map(anId),
      },
      record,
      erp:
        onHand === null
          ? null
          : {
              onHand,
              namesReservations: names,
              isBooking,
              unheardOf: draw(3) === 0 ? [{ lockId: anId('z'), quantity: 4 }] : [],
            },
      opening: opening === null ? null : { ...opening, residual: opening.residual ?? null },
      isUpdating,
    });
  });
