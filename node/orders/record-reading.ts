import type { ReservationById } from '../clients/vtex/vtex-api';
import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { instantOfMs } from '../core/instant';
import type { HeldLock, Order } from '../core/order/order';
import { orderStatusMeaning } from '../core/order/order-status';
import { parkedLine } from '../core/order/parked';
import { leftAt } from '../core/record/left-at';
import { placesOf } from '../core/record/places';
import { type Learned, withMemory } from '../core/record/remember';
import { predecessor } from '../core/record/successor';
import { leftNowhere } from '../core/record/unplanned-left';
import { deriveReservations } from '../core/reservation/derive';
import { mergeReading } from '../core/reservation/merge-reading';
import type { KnownReservation, ReservationChange, ReservationKey } from '../core/reservation/reservation';
import type { LocksRead } from '../core/reservation/status';
import { say } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import type { KnownOrder, OrderDecision } from '../store/store';
import type { LogEntry } from '../store/sync-log';

/** What VTEX said of one order at one moment. */
export interface OrderReading {
  order: Order;
  /** Epoch ms just before it was asked for. */
  readAtMs: number;
  /** Reservations that were read by id as well; usually none. */
  locks: readonly ReservationById[];
  /** Other orders that name its locks, see `othersWithItsLocks`; null: not looked for. */
  others: readonly KnownOrder[] | null;
}

/** Other orders that name the same locks: looked for when an order is new, or has been replaced. Null: it is neither. */
export async function othersWithItsLocks(
  { store }: Pick<ChainServices, 'store'>,
  order: Order,
  known: KnownOrder | null,
): Promise<KnownOrder[] | null> {
  const isOver = orderStatusMeaning(order.status).implies === 'canceled';
  if (known !== null && !isOver && !known.order.memory.isSuccessorRead) return null;
  const lockIds = order.lines.flatMap(({ lockId }) => lockId ?? []);
  if (lockIds.length === 0) return [];
  const orders = [...(await store.knownOrdersByLock([...new Set(lockIds)])).values()].flat();
  return orders.filter((one) => one.order.orderId !== order.orderId);
}

/**
 * Records one reading of an order: state, changes, messages and log in one step. The chain and the plan of a
 * position both come here, so that an order read for a plan is known as if an event had brought it.
 */
export function recordReading(services: ChainServices, reading: OrderReading): Promise<OrderDecision> {
  const { order, readAtMs } = reading;
  const nonce = services.newId();
  return services.store.changeOrder(order.orderId, (known) => {
    if (known !== null && isOlder(order, readAtMs, known)) return unchanged(known);
    // Its successor was recorded while it was read: told now, it would come after it with a lower version.
    if (known?.order.memory.isSuccessorRead && reading.others === null) return unchanged(known);
    const others = reading.others ?? [];
    const learned = {
      held: heldLocks(reading.locks),
      lockedUnits: predecessor(order, others)?.memory.firstUnits,
    };
    const read = withMemory(order, known?.order ?? null, learned);
    const theirs = others.flatMap(({ reservations }) => reservations);
    return decisionOn(services, {
      known,
      order: read,
      readAtMs,
      locks: reading.locks,
      others: theirs,
      nonce,
    });
  });
}

/** What a reading makes of the record: derived, put beside it, told and logged. Pure. */
export function decisionOn(
  { account, settings }: Pick<ChainServices, 'account' | 'settings'>,
  {
    known,
    order,
    readAtMs,
    locks,
    others,
    nonce,
  }: {
    known: Pick<KnownOrder, 'order' | 'reservations'> | null;
    order: Order;
    readAtMs: number;
    locks: readonly ReservationById[];
    others: readonly KnownReservation[];
    /** The random part of the ids of what is told. */
    nonce: string;
  },
): OrderDecision {
  const recorded = known?.reservations ?? [];
  const parked = recorded.filter((one) => parkedLine(order, one) !== null);
  const words: LocksRead = new Map(locks.map((lock) => [lock.lockId, lock]));
  const { reservations, changes } = mergeReading({
    known: recorded.filter((one) => !parked.includes(one)),
    derived: deriveReservations(order, words, recorded),
    order,
    occurredAt: order.changedAt ?? instantOfMs(readAtMs),
    readAtMs,
    locks: words,
    others,
  });
  const deliveries = settings.mirrorOn
    ? changes.map((change) => reservationChangedEvent(account, change, nonce))
    : [];
  const before = known?.order ?? null;
  const log = [
    ...describe(order, changes),
    ...newlyParked(order, before),
    ...doubts(known, order, reservations),
  ];
  return { order, readAtMs, reservations: [...reservations, ...parked], changes, deliveries, log };
}

export function heldLocks(locks: readonly ReservationById[]): HeldLock[] {
  return locks.map(({ lockId, items }) => ({ lockId, items }));
}

/** What of the record a lookup beside the order's own answer has shown: derived anew from the reading on record. */
export function learn(
  services: ChainServices,
  known: KnownOrder,
  learned: Learned,
  nonce: string,
): OrderDecision {
  const order = withMemory(known.order, known.order, learned);
  const decision = decisionOn(services, {
    known,
    order,
    readAtMs: services.now(),
    locks: [],
    others: [],
    nonce,
  });
  return { ...decision, readAtMs: known.readAtMs, log: decision.changes.length > 0 ? decision.log : [] };
}

/**
 * Two readings may be recorded in the other order than VTEX answered them. The order's own clock decides; where
 * it is silent, the moment we asked.
 */
function isOlder(order: Order, readAtMs: number, known: KnownOrder): boolean {
  const { changedAt } = known.order;
  if (order.changedAt !== null && changedAt !== null && order.changedAt !== changedAt)
    return order.changedAt < changedAt;
  return readAtMs < known.readAtMs;
}

function unchanged(known: KnownOrder): OrderDecision {
  return { ...known, changes: [], deliveries: [], log: [] };
}

function describe(order: Order, changes: readonly ReservationChange[]): LogEntry[] {
  const { orderId, status: orderStatus } = order;
  if (changes.length > 0) return changes.map(changeEntry);
  const sentence =
    orderStatus === null
      ? say('order.incomplete', { orderId })
      : say('order.nothing-new', { orderId, orderStatus });
  return [{ kind: 'order', outcome: 'nothing', ...sentence, orderId }];
}

/** Said once, by the reading that settles it: numbers that are the larger of two, and units nobody can place. */
function doubts(
  known: Pick<KnownOrder, 'order' | 'reservations'> | null,
  order: Order,
  now: readonly KnownReservation[],
): LogEntry[] {
  const { orderId } = order;
  const was = known?.reservations ?? [];
  const settled = (one: KnownReservation) => one.status === 'invoiced' || one.status === 'removed';
  const newly = now.filter(
    (one) =>
      settled(one) && !was.some((other) => settled(other) && isSame(one, other)) && one.heldAs !== 'parts',
  );
  const places = newly.length === 0 ? [] : placesOf(order);
  const unsure = newly.flatMap((one): LogEntry[] => {
    const place = places.find((other) => isSame(other, one));
    const doubt = place === undefined ? null : leftAt(order, place, one.quantity).doubt;
    const { skuId, warehouseId, lockId } = one;
    const quantity = one.leftQuantity ?? one.quantity;
    if (doubt === null) return [];
    const sentence = say('order.left-in-doubt', { orderId, skuId, warehouseId, quantity, doubt });
    return [
      { kind: 'order', outcome: 'attention', ...sentence, orderId, skuId, warehouseId, detail: { lockId } },
    ];
  });
  const isNews = known === null || orderStatusMeaning(known.order.status).implies !== 'invoiced';
  const nowhere = isNews ? leftNowhere(order) : [];
  return [
    ...unsure,
    ...nowhere.map(
      ({ skuId, quantity }): LogEntry => ({
        kind: 'order',
        outcome: 'attention',
        ...say('order.left-nowhere', { orderId, skuId, quantity }),
        orderId,
        skuId,
      }),
    ),
  ];
}

function isSame(a: ReservationKey, b: ReservationKey): boolean {
  return a.lockId === b.lockId && a.skuId === b.skuId && a.warehouseId === b.warehouseId;
}

/** Said once, by the line's SKU, however often the order is read. */
function newlyParked({ orderId, lines }: Order, before: Order | null): LogEntry[] {
  const told = new Map(before?.lines.map(({ index, oddQuantity }) => [index, oddQuantity]));
  return lines.flatMap(({ index, skuId, oddQuantity }): LogEntry[] => {
    if (oddQuantity === undefined || told.get(index) === oddQuantity) return [];
    const sentence = say('order.line-parked', { orderId, skuId, words: String(oddQuantity) });
    return [{ kind: 'order', outcome: 'attention', ...sentence, orderId, skuId }];
  });
}

/** One line of the log per step of a reservation. */
export function changeEntry(change: ReservationChange): LogEntry {
  const { orderId, skuId, warehouseId, quantity, status, previousStatus, lockId, version } = change;
  const step = { orderId, quantity, skuId, warehouseId, status };
  return {
    kind: 'reservation',
    outcome: 'ok',
    ...(previousStatus === null || previousStatus === status
      ? say('reservation.is', step)
      : say('reservation.became', { ...step, previousStatus })),
    orderId,
    skuId,
    warehouseId,
    detail: { lockId, version },
  };
}
