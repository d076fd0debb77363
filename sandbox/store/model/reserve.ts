import type { Ticks } from './instant';
import type { OrderLine, StoreOrder } from './order';
import { done, type Outcome, refused } from './outcome';
import { activeParts } from './position';
import type { PlaceOrder } from './purchase';
import { isActive, type ReservationPart } from './reservation';
import { ensurePosition, type StoreState } from './state';

interface Held {
  skuId: string;
  warehouseId: string;
  quantity: number;
}

const DAY_MS = 86_400_000;

/** 4 calendar days after a due date of Sunday to Tuesday, 5 after Wednesday to Friday, 6 after Saturday. */
const DAYS_AFTER_DUE = [4, 4, 4, 5, 5, 5, 6];

function confirmBy(order: StoreOrder, request: PlaceOrder): bigint {
  if (request.expiresInMinutes !== undefined)
    return order.createdAt + BigInt(Math.round(request.expiresInMinutes * 60_000)) * 10_000n;
  if (request.incomplete) return order.createdAt + BigInt(11 * DAY_MS) * 10_000n;
  const from = order.paymentDueAt ?? order.createdAt;
  const weekday = new Date(Number(from / 10_000n)).getUTCDay();
  return from + BigInt((DAYS_AFTER_DUE[weekday] ?? 4) * DAY_MS) * 10_000n;
}

/** Takes the stock an order needs: one part per SKU and warehouse, whatever the number of lines. */
export function reserve(state: StoreState, order: StoreOrder, request: PlaceOrder): void {
  const parts: ReservationPart[] = [];
  const until = confirmBy(order, request);
  for (const line of order.lines)
    for (const { skuId, warehouseId, quantity } of locked(line)) {
      const same = parts.find((part) => part.skuId === skuId && part.warehouseId === warehouseId);
      const part = same ?? newPart(order, { skuId, warehouseId, quantity: 0 }, until);
      part.quantity += quantity;
      if (line.kit) part.kits.push(line.skuId);
      if (!same) parts.push(part);
    }
  for (const part of parts) enterPart(state, part);
  state.locks.set(order.lockId, parts);
}

function locked(line: OrderLine): Held[] {
  return line.shares
    .filter((share) => share.locked)
    .flatMap(({ units, goods }) =>
      goods.map(({ perUnit, ...where }) => ({ ...where, quantity: units * perUnit })),
    );
}

/**
 * A reservation that no order names (KI 670572): VTEX gives it a UUID. It blocks units, and nobody waits for them.
 * Held for `days`, ten unless told otherwise, as VTEX's own example asks for.
 */
export function reserveAlone(
  state: StoreState,
  asked: Held & { lockId?: string; days?: number },
): Outcome<ReservationPart[]> {
  const hex = state.random.hex(32);
  const uuid = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join(
    '-',
  );
  const lockId = asked.lockId ?? uuid;
  if (state.locks.has(lockId)) return refused(400, 'FMT0075', `Reservation ${lockId} exists`);
  const createdAt = state.clock();
  const until = createdAt + BigInt((asked.days ?? 10) * DAY_MS) * 10_000n;
  const part = newPart({ lockId, orderId: null, createdAt }, asked, until);
  enterPart(state, part);
  state.locks.set(lockId, [part]);
  return done([part]);
}

/** A lock that follows its order into another warehouse or SKU: as far on as the lock's other parts are. */
export function joinLock(state: StoreState, order: StoreOrder, held: Held): void {
  const parts = state.locks.get(order.lockId) ?? [];
  const like = parts.find(isActive);
  const fresh = newPart(order, held, like?.confirmBy ?? order.createdAt);
  const at = state.clock();
  const part: ReservationPart = {
    ...fresh,
    status: like?.status ?? 'Confirmed',
    reservedAt: at,
    updatedAt: at,
    confirmedAt: at,
    acknowledgedAt: like?.acknowledgedAt === null ? null : at,
  };
  enterPart(state, part);
  state.locks.set(order.lockId, [...parts, part]);
}

function newPart(
  order: { lockId: string; orderId: string | null; createdAt: Ticks },
  held: Held,
  until: Ticks,
): ReservationPart {
  return {
    lockId: order.lockId,
    orderId: order.orderId,
    skuId: held.skuId,
    warehouseId: held.warehouseId,
    quantity: held.quantity,
    status: 'Authorized',
    reservedAt: order.createdAt,
    confirmBy: until,
    confirmedAt: null,
    acknowledgedAt: null,
    canceledAt: null,
    releasedAt: null,
    updatedAt: order.createdAt,
    shippedQuantity: 0,
    kits: [],
    telling: {},
  };
}

function enterPart(state: StoreState, part: ReservationPart): void {
  const position = ensurePosition(state, part.skuId, part.warehouseId);
  position.parts.set(part.lockId, part);
  position.books.mostActive = Math.max(position.books.mostActive, activeParts(position).length);
}
