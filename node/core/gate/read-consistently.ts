import type { LockId, OrderId } from '../id';
import { activeOf, listedOf, sumOfQuantities } from './active';
import type { ListedReservation, PositionReading } from './reading';
import type { LockUnits } from './stock-count';

/** An open reservation that our own record holds. */
export interface KnownOpen extends LockUnits {
  orderId: OrderId;
  acknowledged: boolean;
}

/** Why a reading must not be planned from. */
export type InconsistencyCause =
  /** `paging.total` was not the same on every page. */
  | 'page-total-changed'
  /** A LockId was listed twice: the list moved under the paging, and another one may have been skipped. */
  | 'duplicate-locks'
  /** Fewer or more rows than `paging.total` says. */
  | 'incomplete-list'
  /** `reservedQuantity` below zero (KI 991735): a platform fault, reading again does not help. */
  | 'negative-reserved'
  /** The active rows do not add up to `reservedQuantity`. */
  | 'quantities-differ'
  /** The list agrees with itself, but an open reservation of our own record is not in it. */
  | 'known-missing';

export type ReadingCheck =
  | {
      kind: 'consistent';
      /** What VTEX counts as reserved, in listed order. */
      active: ListedReservation[];
      /** Aborted reservations that `reservedQuantity` still counts (KI 1220722): cancel them again. */
      abortedStillCounted: ListedReservation[];
      /** Not acknowledged in our record, and VTEX lists them as canceled, aborted or expired: look at their orders. */
      ended: KnownOpen[];
      /** Listed with another quantity than recorded (the order was changed): the listed one counts. */
      differing: { lockId: LockId; listedQuantity: number; recordedQuantity: number }[];
    }
  | {
      kind: 'inconsistent';
      cause: InconsistencyCause;
      /** False when reading again cannot help. */
      readAgain: boolean;
      /** One sentence for a person. */
      message: string;
      /** LockIds that do not fit; for `known-missing` the orders to read again. */
      suspects: LockId[];
    };

/**
 * Judges whether one reading may be planned from. A reservation missed between two pages would be released
 * unseen, so this is as much a part of the gate as the watermark. Pure: reading again is the caller's job.
 *
 * `knownOpen` holds the open reservations of our record, without those recorded as lost.
 */
export function checkReading(reading: PositionReading, knownOpen: readonly KnownOpen[]): ReadingCheck {
  const wrongList = checkList(reading);
  if (wrongList) return wrongList;
  const active = activeOf(reading);
  const aborted = listedOf(reading).filter((item) => item.state === 'aborted' && item.quantity > 0);
  const { reservedQuantity } = reading.balance;
  const excess = reservedQuantity - sumOfQuantities(active);
  const abortedCounted = excess > 0 && excess === sumOfQuantities(aborted);
  if (reservedQuantity < 0) {
    const message = `VTEX reports ${reservedQuantity} reserved units, which cannot be.`;
    return inconsistent('negative-reserved', message, [], false);
  }
  if (excess !== 0 && !abortedCounted) {
    const message = `VTEX reports ${reservedQuantity} reserved units, but its list adds up to ${reservedQuantity - excess}.`;
    return inconsistent('quantities-differ', message, []);
  }
  const { missing, ended, differing } = compareWithRecord(reading, knownOpen);
  if (missing.length > 0) {
    const message = `VTEX does not list the open reservation of ${missing.map((one) => `order ${one.orderId}`).join(', ')}.`;
    return inconsistent('known-missing', message, lockIdsOf(missing));
  }
  return { kind: 'consistent', active, abortedStillCounted: abortedCounted ? aborted : [], ended, differing };
}

function checkList(reading: PositionReading): ReadingCheck | null {
  const totals = new Set(reading.pages.map((page) => page.total));
  if (totals.size > 1) {
    return inconsistent('page-total-changed', 'The list of reservations changed while it was read.', []);
  }
  const items = listedOf(reading);
  const seen = new Set<LockId>();
  const twice = items.filter((item) => seen.size === seen.add(item.lockId).size);
  if (twice.length > 0) {
    return inconsistent(
      'duplicate-locks',
      'A reservation was listed twice: the list moved while it was read.',
      lockIdsOf(twice),
    );
  }
  const [total] = totals;
  if (total !== items.length) {
    const message = `VTEX announced ${total ?? 'no'} reservations and listed ${items.length}.`;
    return inconsistent('incomplete-list', message, []);
  }
  return null;
}

/** Rows of a reading as text, in no particular order: equal for two readings that listed the same. */
export function rowsOf(reading: PositionReading): string {
  return listedOf(reading)
    .map((item) => JSON.stringify(item))
    .sort()
    .join('\n');
}

/**
 * The reading with the rows of each LockId added up; null where they must not be. A list that moved while it was read
 * shows a reservation twice by accident, so the caller asks only for a list that was the same on every try. The rows
 * of a lock have to stand on one page, which is one answer of VTEX's, and to agree in everything but their quantity; all
 * of them have to add up to `reservedQuantity`.
 */
export function withLocksAddedUp(reading: PositionReading): PositionReading | null {
  const items = listedOf(reading);
  const totals = new Set(reading.pages.map((page) => page.total));
  const isWhole = totals.size === 1 && totals.has(items.length);
  if (!isWhole || sumOfQuantities(activeOf(reading)) !== reading.balance.reservedQuantity) return null;
  const byLock = new Map<LockId, ListedReservation>();
  const pages = reading.pages.map(({ items: rows }) => lockIdsOf(rows));
  for (const item of items) {
    const other = byLock.get(item.lockId);
    const isOnOne = pages.filter((lockIds) => lockIds.includes(item.lockId)).length === 1;
    if (!isOnOne || (other !== undefined && !isAlike(other, item))) return null;
    byLock.set(item.lockId, { ...item, quantity: item.quantity + (other?.quantity ?? 0) });
  }
  const rows = [...byLock.values()];
  return { ...reading, pages: [{ items: rows, total: rows.length }] };
}

function isAlike(a: ListedReservation, b: ListedReservation): boolean {
  return a.state === b.state && a.acknowledgedAt === b.acknowledgedAt;
}

/**
 * | our record | VTEX's list | so |
 * |---|---|---|
 * | open | active | agrees (the listed quantity counts) |
 * | open, not acknowledged | canceled, aborted, expired | it ended there; nothing an update could release |
 * | open, acknowledged | canceled, aborted, expired | missing: its goods still wait |
 * | open | not listed | missing |
 */
function compareWithRecord(reading: PositionReading, knownOpen: readonly KnownOpen[]) {
  const active = new Map(activeOf(reading).map((item) => [item.lockId, item]));
  const listed = new Set(lockIdsOf(listedOf(reading)));
  const gone = knownOpen.filter((one) => !active.has(one.lockId));
  const ended = gone.filter((one) => listed.has(one.lockId) && !one.acknowledged);
  const differing = knownOpen.flatMap(({ lockId, quantity: recordedQuantity }) => {
    const listedQuantity = active.get(lockId)?.quantity ?? recordedQuantity;
    return listedQuantity === recordedQuantity ? [] : [{ lockId, listedQuantity, recordedQuantity }];
  });
  return { missing: gone.filter((one) => !ended.includes(one)), ended, differing };
}

function inconsistent(
  cause: InconsistencyCause,
  message: string,
  suspects: LockId[],
  readAgain = true,
): ReadingCheck {
  return { kind: 'inconsistent', cause, readAgain, message, suspects };
}

function lockIdsOf(items: readonly { lockId: LockId }[]): LockId[] {
  return items.map((item) => item.lockId);
}
