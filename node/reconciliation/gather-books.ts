import type { ErpStock } from '../clients/erp/connector';
import { activeOf, listedOf } from '../core/gate/active';
import { checkReading } from '../core/gate/read-consistently';
import type { PositionReading } from '../core/gate/reading';
import type { LockId } from '../core/id';
import { msOfInstant } from '../core/instant';
import type { Position } from '../core/position';
import type { HeldReservation, PositionBooks, StoreBooks } from '../core/reconciliation/books';
import { reservedAccount } from '../core/reconciliation/reserved-account';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../middlewares/chain-services';
import { failureEntry, sayFailure } from '../middlewares/outcome';
import { readOrder } from '../orders/read-order';
import { readPosition } from '../removal/read-position';
import type { KnownOrder, Lease } from '../store/store';
import type { LastKnown } from './last-known';
import { isFresh, recordBesideErp, YOUNG_MS } from './record-beside-erp';

/** `isOff`: VTEX's numbers do not agree with its list, which only a plan can tell somebody. */
export type Gathered =
  | { kind: 'books'; books: PositionBooks; isOff: boolean }
  /** Not compared; `isLate` when the next run may. Null: there is nothing to compare, and that is right. */
  | { kind: 'not-compared'; why: string; isLate: boolean | null; isOff?: true };

/**
 * Everything three sides say of one position, at one moment: two calls to VTEX (balance and a page of its list),
 * and one for each order whose reservation differs.
 * Under the position's lease, so that no update of ours runs in between. The record is read before the list: what
 * was placed later is young. Nothing is changed; orders that are read again are recorded, as their events would be.
 */
export async function gatherBooks(
  services: ChainServices,
  position: Position,
  { stock, lastKnown }: { stock: ErpStock | null; lastKnown: LastKnown },
): Promise<Gathered> {
  const lease = await leaseOf(services, position);
  if (lease === null) return { kind: 'not-compared', why: 'it is being worked on', isLate: true };
  try {
    const known = await services.store.knownAtPosition(position);
    const current = await services.store.currentPlan(position);
    const read = await readPosition(services, position);
    if (read.kind === 'failure')
      return { kind: 'not-compared', why: sayFailure(read.failure), isLate: read.failure.retry === 'later' };
    if (read.kind === 'absent')
      return { kind: 'not-compared', why: 'VTEX keeps no stock of it', isLate: known.length === 0 };
    const { reading } = read;
    if (reading.balance.isUnlimited)
      return { kind: 'not-compared', why: 'its stock is unlimited in VTEX', isLate: null };
    const check = checkReading(reading, []);
    if (check.kind === 'inconsistent')
      return { kind: 'not-compared', why: check.message, isLate: check.readAgain, isOff: true };
    const isUpdating = current?.state === 'executing';
    const opening = await lastKnown(position);
    const laidOpen = async (of: readonly KnownReservation[]): Promise<PositionBooks> => {
      const locks = activeOf(reading).map((one) => one.lockId);
      const beside = await recordBesideErp(services, position, { known: of, stock, alsoLocks: locks });
      const recorded = new Set(of.map((one) => one.lockId));
      const store = storeBooks(services, reading, beside.orders, recorded);
      return { position, store, record: beside.record, erp: beside.erp, opening, isUpdating };
    };
    const books = await laidOpen(known);
    const news = await readSuspects(services, books);
    const isOff = check.abortedStillCounted.length > 0;
    if (!news) return { kind: 'books', books, isOff };
    return { kind: 'books', isOff, books: await laidOpen(await services.store.knownAtPosition(position)) };
  } finally {
    await lease.end();
  }
}

/** A plan or an update takes seconds; who holds it for longer waits for VTEX, and the next run compares it. */
const LEASE_TRIES = 12;
const LEASE_PAUSE_MS = 500;

async function leaseOf({ store, pause }: ChainServices, position: Position): Promise<Lease | null> {
  for (let attempt = 1; ; attempt += 1) {
    const lease = await store.lockPosition(position);
    if (lease !== null || attempt === LEASE_TRIES) return lease;
    await pause(LEASE_PAUSE_MS);
  }
}

/** A record this young was made after the event that would explain it. */
const READ_AGAIN_AFTER_MS = 30_000;
/** What went wrong with more at once is no matter of single events. */
const ORDERS_AT_MOST = 20;

/**
 * Reads the orders again whose reservations differ: an event may be on its way, or have been lost. One call each,
 * and one more for a reservation that VTEX may have let go by itself. True when something was read.
 */
async function readSuspects(services: ChainServices, books: PositionBooks): Promise<boolean> {
  const held = new Set(books.store.held.map((one) => one.lockId));
  const suspects = new Set(reservedAccount(books).differences.flatMap((one) => one.orderIds));
  let isNews = false;
  for (const orderId of [...suspects].slice(0, ORDERS_AT_MOST)) {
    const recorded = await services.store.knownOrder(orderId);
    if (recorded !== null && services.now() - recorded.readAtMs < READ_AGAIN_AFTER_MS) continue;
    const doubtful = books.record.filter(
      (one) => one.orderId === orderId && !one.isAcknowledged && !held.has(one.lockId),
    );
    const lockIds = doubtful.map((one) => one.lockId);
    const seen = await readOrder(services, orderId, books.position, lockIds);
    if (seen.kind === 'seen') isNews = true;
    else await services.store.appendLog([failureEntry(seen.failure, { orderId, ...books.position })]);
  }
  return isNews;
}

function storeBooks(
  { now }: ChainServices,
  reading: PositionReading,
  orders: ReadonlyMap<LockId, readonly KnownOrder[]>,
  recorded: ReadonlySet<string>,
): StoreBooks {
  const held = activeOf(reading).map((one): HeldReservation => {
    const order = recorded.has(one.lockId) ? undefined : orders.get(one.lockId)?.at(-1);
    return {
      lockId: one.lockId,
      quantity: one.quantity,
      isAcknowledged: one.acknowledgedAt !== null,
      isYoung: one.reservedAt !== null && now() - msOfInstant(one.reservedAt) < YOUNG_MS,
      otherwise: order === undefined ? null : otherwise(order, one.lockId, reading.position, now()),
    };
  });
  const active = new Set(held.map((one) => one.lockId));
  const ended = listedOf(reading).filter((one) => !active.has(one.lockId));
  const { totalQuantity } = reading.balance;
  return { totalQuantity, held, ended: ended.map((one) => one.lockId) };
}

/** A lock of a recorded order without a record here that matters is a kit's part, or over. */
function otherwise(
  known: KnownOrder,
  lockId: LockId,
  { skuId, warehouseId }: Position,
  nowMs: number,
): HeldReservation['otherwise'] {
  const { order, reservations } = known;
  const { orderId } = order;
  const here = reservations.filter(
    (one) => one.lockId === lockId && one.skuId === skuId && one.warehouseId === warehouseId,
  );
  if (here.length === 0) return { kind: 'kit', orderId };
  const isCanceled = here.every(({ status }) => status === 'canceled');
  return { kind: 'over', orderId, isFresh: isFresh(known, nowMs), isCanceled };
}
