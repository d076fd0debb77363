import { activeOf } from '../core/gate/active';
import type { PositionReading } from '../core/gate/reading';
import type { LockId } from '../core/id';
import type { Position } from '../core/position';
import { isUnderWay } from '../core/record/settled';
import type { LockWord } from '../core/record/vanished';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../middlewares/chain-services';
import { failureEntry } from '../middlewares/outcome';
import { readLocks } from '../orders/read-locks';
import { readOrder } from '../orders/read-order';

/** VTEX's list may not show yet what was placed a moment ago. One in handling was in it: its order may be invoiced since. */
const FRESH_MS = 30_000;

interface Missing {
  words: Map<LockId, LockWord>;
  /** Locks of orders recorded so lately that the list may be older. */
  young: ReadonlySet<LockId>;
  isNews: boolean;
}

/**
 * Reads the orders again whose open reservations the list does not show. A reservation that was never acknowledged may
 * have run out, or been canceled, without any word on its order (an unpaid order stays `payment-pending`), so the
 * reservation itself is read with it.
 */
export async function readMissingOrders(
  services: ChainServices,
  position: Position,
  reading: PositionReading | null,
  known: readonly KnownReservation[],
): Promise<Missing> {
  const held = new Set(reading === null ? [] : activeOf(reading).map((one) => one.lockId));
  const missing = known.filter(
    (one) => one.heldAs === 'lock' && isUnderWay(one.status) && one.lostAt === null && !held.has(one.lockId),
  );
  const found: Missing = { words: new Map(), young: new Set(), isNews: false };
  const young = new Set<LockId>();
  for (const orderId of new Set(missing.map((one) => one.orderId))) {
    const ofOrder = missing.filter((one) => one.orderId === orderId);
    const doubtful = ofOrder.filter((one) => one.status !== 'acknowledged').map((one) => one.lockId);
    const recorded = await services.store.knownOrder(orderId);
    const isYoung = doubtful.length === ofOrder.length && reading !== null;
    if (isYoung && recorded !== null && services.now() - recorded.readAtMs < FRESH_MS) {
      for (const lockId of doubtful) young.add(lockId);
      continue;
    }
    const seen = await readOrder(services, orderId, position, doubtful);
    if (seen.kind === 'seen') {
      found.isNews = true;
      addWords(found.words, doubtful, seen.locks);
    } else await services.store.appendLog([failureEntry(seen.failure, { orderId, ...position })]);
  }
  return { ...found, young };
}

/** The locks of what is still missing, each asked once. One of which VTEX does not speak now is `silent`. */
export async function askLocks(
  services: ChainServices,
  position: Position,
  lockIds: readonly LockId[],
  known: ReadonlyMap<LockId, LockWord>,
): Promise<ReadonlyMap<LockId, LockWord>> {
  const words = new Map(known);
  const wanted = lockIds.filter((lockId) => !words.has(lockId));
  const asked = await readLocks(services, wanted);
  if (asked.failures.length > 0)
    await services.store.appendLog(asked.failures.map((failure) => failureEntry(failure, { ...position })));
  addWords(words, wanted, asked);
  return words;
}

function addWords(
  words: Map<LockId, LockWord>,
  wanted: readonly LockId[],
  { read, unknown }: Pick<Awaited<ReturnType<typeof readLocks>>, 'read' | 'unknown'>,
): void {
  for (const lockId of wanted) words.set(lockId, { kind: 'silent' });
  for (const { lockId, state, items } of read) words.set(lockId, { kind: 'lock', state, items });
  for (const lockId of unknown) words.set(lockId, { kind: 'unknown' });
}
