import { instantOfMs, parseInstant } from '@holdfast/node/core/instant';
import type { ReservationStatus } from '@holdfast/node/core/reservation/reservation';
import type { DeliverServices } from '@holdfast/node/deliver/deliver-stream';
import type { Delivery } from '@holdfast/node/store/delivery';
import { anId } from '../builders/an-id';

const STEPS: readonly ReservationStatus[] = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
];
export const POSITION = { skuId: anId('7'), warehouseId: anId('w1') };

/** The n-th message about one order that goes the ordinary way, 1 to 5. */
export function deliveryOf(version: number, orderNumber = 1): Delivery {
  const status = STEPS[version - 1];
  if (status === undefined) throw new Error('version must be 1 to 5');
  return changeTo(status, { version, orderNumber, previousStatus: STEPS[version - 2] ?? null });
}

export interface ChangeOptions {
  version: number;
  orderNumber?: number;
  quantity?: number;
  previousStatus?: ReservationStatus | null;
}

/** A message that an order's one reservation of SKU 7 in w1 has come to a status. */
export function changeTo(status: ReservationStatus, options: ChangeOptions): Delivery {
  const { version, orderNumber = 1, quantity = 2, previousStatus = null } = options;
  const occurredAt = parseInstant(`2026-03-02T18:00:0${version}.1234567Z`);
  if (occurredAt === null) throw new Error('version must be 1 to 9');
  const about = { orderId: anId(`v${orderNumber}-01`), ...POSITION };
  const lockId = `L${orderNumber}`;
  return {
    ...about,
    id: `rsv-acme-${lockId}-v${version}`,
    account: 'acme',
    stream: `order/${about.orderId}`,
    sequence: version,
    type: 'holdfast.reservation.changed',
    planId: null,
    occurredAt,
    data: {
      ...about,
      account: 'acme',
      lockId: anId(lockId),
      quantity,
      status,
      previousStatus,
      version,
      expiresAt: null,
      occurredAt,
    },
    ...untried(),
  };
}

/** A message that an update of the store's stock was proven. */
export function reconciledTo(
  totalQuantity: number,
  more: { planId: string; acknowledged?: number; orders?: string[]; attempts?: number },
): Delivery {
  const { planId, acknowledged = 0, orders = [], attempts = 0 } = more;
  const occurredAt = instantOfMs(Date.now());
  return {
    ...POSITION,
    id: `stk-acme-${planId}`,
    account: 'acme',
    stream: 'position/7/w1',
    sequence: 1,
    type: 'holdfast.stock.reconciled',
    orderId: null,
    planId: anId(planId),
    occurredAt,
    data: {
      ...POSITION,
      account: 'acme',
      totalQuantity,
      reservedQuantity: acknowledged,
      availableQuantity: totalQuantity - acknowledged,
      byStatus: { authorized: 0, confirmed: 0, acknowledged, other: 0 },
      removedQuantity: 0,
      orders,
      planId,
      occurredAt,
    },
    ...untried(),
    attempts,
  };
}

/** A recommendation that only an ERP which writes the store's stock itself can use. */
export function recommendation(planId: string): Delivery {
  const occurredAt = instantOfMs(Date.now());
  return {
    ...POSITION,
    id: `rec-acme-${planId}`,
    account: 'acme',
    stream: 'position/7/w1',
    sequence: 1,
    type: 'holdfast.removal.recommended',
    orderId: null,
    planId: anId(planId),
    occurredAt,
    data: {
      ...POSITION,
      account: 'acme',
      planId,
      totalQuantity: 10,
      newQuantity: 8,
      dateUtcOnBalanceSystem: '2026-03-02T18:00:00.0000000Z',
      releases: [],
      holds: [],
      reason: '2 invoiced units to release; nothing to keep.',
      occurredAt,
    },
    ...untried(),
  };
}

function untried(): Pick<Delivery, 'state' | 'attempts' | 'createdAtMs' | 'nextAttemptAtMs' | 'lastError'> {
  return { state: 'pending', attempts: 0, createdAtMs: Date.now(), nextAttemptAtMs: 0, lastError: null };
}

/** A stream kept in memory, as far as delivering needs it. */
export function streamOf(deliveries: Delivery[]): DeliverServices['store'] {
  const settings = new Map<string, unknown>();
  return {
    knownOrdersByLock: async () => new Map(),
    setting: async (key) => settings.get(key) ?? null,
    setSetting: async (key, value) => void settings.set(key, value),
    async nextDelivery(stream) {
      return (
        deliveries.find((delivery) => delivery.stream === stream && delivery.state !== 'accepted') ?? null
      );
    },
    async recordAttempt(id, { log: _log, ...attempt }) {
      const found = deliveries.find((delivery) => delivery.id === id);
      if (found) Object.assign(found, attempt);
    },
  };
}
