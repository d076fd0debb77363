import type { Position } from '../position';
import type { Named, NamedUnits } from '../reservation/reservation';
import { sumOfQuantities } from './active';
import type { GateInput } from './gate-input';
import type { Claimed } from './not-reserved';
import type { Attention } from './plan';
import type { KnownOpen } from './read-consistently';
import type { ListedReservation } from './reading';
import { capital, orderName, orderNames, positionName, unitsOf } from './sentence-parts';
import type { Judged } from './standing';
import type { LeftUnits } from './stock-count';

/** VTEX refuses reads and updates from 2,000 active reservations on. */
const MANY_ACTIVE = 1_500;

/** What is wrong with single reservations, and does not stop a removal of others. */
export function attentionsOf(
  judged: readonly Judged[],
  abortedStillCounted: readonly ListedReservation[],
  totalQuantity: number,
): Attention[] {
  const single = judged.flatMap((one) => oneAttention(one, totalQuantity) ?? []);
  const aborted = abortedStillCounted.map(({ lockId, quantity }) =>
    aboutLock(
      'aborted-still-counted',
      { lockId, orderId: null },
      { kind: 'cancel', lockId },
      `VTEX aborted reservation ${lockId} but still counts its ${unitsOf(quantity)} as reserved: cancel it again.`,
    ),
  );
  return [...single, ...aborted, ...tooManyActive(judged.length)];
}

function oneAttention(one: Judged, totalQuantity: number): Attention | null {
  const { lockId, facts, reservation } = one;
  const who = orderName(one);
  if (facts.kind === 'open' && facts.undoneQuantity !== undefined)
    return canceledAfterInvoice(one, facts.undoneQuantity, totalQuantity);
  if (reservation.acknowledgedAt !== null) {
    if (facts.kind === 'invoiced' && facts.doubt === 'split') return leftUnsure(one, facts.leftQuantity);
    if (facts.kind !== 'unreadable') return null;
    return aboutLock(
      'unknown-order',
      one,
      null,
      `Reservation ${lockId} (${unitsOf(one.quantity)}) is in handling, but its order cannot be read (${facts.reason}): it is kept, and whatever was handled after it waits. Find the order, or cancel the reservation in VTEX.`,
    );
  }
  if (facts.kind === 'invoiced') {
    return aboutLock(
      'invoiced-not-acknowledged',
      one,
      { kind: 'acknowledge', lockId },
      `${capital(who)} is invoiced, but its reservation of ${unitsOf(one.quantity)} was never acknowledged, so no update can release it: acknowledge it.`,
    );
  }
  if (facts.kind === 'canceled') {
    return aboutLock(
      'canceled-still-reserved',
      one,
      { kind: 'cancel', lockId },
      `${capital(who)} is canceled, but VTEX still reserves its ${unitsOf(one.quantity)}: cancel the reservation.`,
    );
  }
  return null;
}

function canceledAfterInvoice(one: Judged, left: number, totalQuantity: number): Attention {
  const { lockId } = one;
  const total = totalQuantity - left;
  return aboutLock(
    'canceled-after-invoice',
    one,
    { kind: 'settle', lockId, leftQuantity: left },
    `${capital(orderName(one))} is canceled after ${unitsOf(left)} of it were invoiced. If they left, the total becomes ${total}: approve. If they never left or came back, it stays ${totalQuantity}: approve, and count the shelf. Until then its reservation is kept, and whatever was handled after it waits.`,
  );
}

function leftUnsure(one: Judged, left: number): Attention {
  return aboutLock(
    'left-unsure',
    one,
    null,
    `${capital(orderName(one))} left from several warehouses, and less left than was allocated: nobody can tell from which, so all ${unitsOf(left)} allocated here are taken out. Count the shelf.`,
  );
}

/** Settled orders of a SKU that VTEX keeps no stock of, and whose locks name no other place. */
export function noStock(position: Position, waiting: readonly NamedUnits[]): Attention {
  const [only] = waiting.length === 1 ? waiting : [];
  return {
    ...blocking(
      'no-stock',
      `VTEX keeps no stock of ${positionName(position)}, and says of no other place for the ${unitsOf(sumOfQuantities(waiting))} of ${orderNames(waiting)}: take them out where they left from, then dismiss this.`,
    ),
    orderId: only?.orderId ?? null,
    lockId: only?.lockId ?? null,
    lockIds: waiting.map(({ lockId }) => lockId),
  };
}

export function listDisagrees({ reading }: GateInput, message: string): Attention {
  return blocking(
    'list-disagrees',
    `${message} It has been so for minutes, and ${positionName(reading.position)} waits for it: look at its reservations in VTEX.`,
  );
}

/** Nobody can tell whether the count saw them: VTEX's clock, by which they left, is ahead of ours. */
export function countUnsure({ reading }: GateInput, units: number): Attention {
  return blocking(
    'count-unsure',
    `VTEX's clock is ahead of ours, and ${unitsOf(units)} of ${positionName(reading.position)} left so near the count that nobody can tell whether it saw them: they are taken out. Count again.`,
  );
}

/** Units were added to open orders, and VTEX sells them to others until they left or a count sets them aside. */
export function claimedNotReserved({ reading }: GateInput, claims: readonly Claimed[]): Attention {
  const [only] = claims.length === 1 ? claims : [];
  const units = unitsOf(sumOfQuantities(claims));
  return {
    ...blocking(
      'claimed-not-reserved',
      `VTEX does not reserve ${units} of ${positionName(reading.position)} that ${orderNames(claims)} ${claims.length === 1 ? 'claims' : 'claim'}, and sells them a second time: count the shelf, and they are set aside.`,
    ),
    orderId: only?.orderId ?? null,
    lockId: only?.lockId ?? null,
    lockIds: claims.map(({ lockId }) => lockId),
  };
}

function tooManyActive(count: number): Attention[] {
  if (count <= MANY_ACTIVE) return [];
  return [
    blocking(
      'too-many-active',
      `VTEX holds ${count} active reservations here and fails at 2,000: get the oldest handled orders invoiced or canceled.`,
    ),
  ];
}

export function negativeReserved({ reading }: GateInput): Attention {
  return blocking(
    'negative-reserved',
    `VTEX reports ${reading.balance.reservedQuantity} reserved units for ${positionName(reading.position)}, so it sells more than there is (known issue 991735). No update is sent here until VTEX has corrected it: stop its sale, or ask VTEX's support.`,
  );
}

export function unlimitedStock({ reading }: GateInput): Attention {
  return blocking(
    'unlimited-stock',
    `${positionName(reading.position)} has unlimited stock in VTEX, which is never touched: handled reservations stay until somebody sets a quantity there.`,
  );
}

export function totalTooSmall({ reading }: GateInput, newQuantity: number): Attention {
  return blocking(
    'total-too-small',
    `VTEX's total of ${reading.balance.totalQuantity} for ${positionName(reading.position)} is too small: the new total would be ${newQuantity}. Count the stock and send the count.`,
  );
}

/**
 * Open orders whose reservation VTEX no longer holds: their units are on sale a second time.
 * `propose` is null when an update of this position would release others (no `watermark`).
 */
export function lostReservations(
  input: GateInput,
  lost: readonly KnownOpen[],
  watermark: RepairDate | null,
): Attention {
  const whose = `the ${unitsOf(sumOfQuantities(lost))} of ${orderNames(lost)}`;
  return lostUnits(input, lost, watermark, `VTEX no longer reserves ${whose}, still to be sent`);
}

/** The same for goods that have left: the total has them still. */
export function leftUnreleased(
  input: GateInput,
  left: readonly LeftUnits[],
  watermark: RepairDate | null,
): Attention {
  const whose = `the ${unitsOf(sumOfQuantities(left))} of ${orderNames(left)}`;
  const said = `VTEX holds nothing for ${whose}, which have left, and its total has not gone down by them`;
  return lostUnits(input, left, watermark, said);
}

type RepairDate = Extract<NonNullable<Attention['propose']>, { kind: 'repair' }>['dateUtcOnBalanceSystem'];

function lostUnits(
  { reading }: GateInput,
  lost: readonly NamedUnits[],
  watermark: RepairDate | null,
  said: string,
): Attention {
  const { totalQuantity, leadTime } = reading.balance;
  const quantity = totalQuantity - sumOfQuantities(lost);
  const [only] = lost.length === 1 ? lost : [];
  const repairs = watermark !== null && quantity >= 0;
  const advice = repairs
    ? `set the total to ${quantity} so that they are not sold twice`
    : 'an update now would do more harm, so stop its sale or count the stock';
  return {
    reason: 'lost-reservation',
    message: `${said}: ${advice}.`,
    orderId: only?.orderId ?? null,
    lockId: only?.lockId ?? null,
    lockIds: lost.map((one) => one.lockId),
    propose: repairs
      ? {
          kind: 'repair',
          quantity,
          dateUtcOnBalanceSystem: watermark,
          leadTime,
          lost: lost.map(({ lockId, quantity }) => ({ lockId, quantity })),
        }
      : null,
  };
}

function aboutLock(
  reason: Attention['reason'],
  { lockId, orderId }: Named,
  propose: Attention['propose'],
  message: string,
): Attention {
  return { reason, message, orderId, lockId, propose };
}

function blocking(reason: Attention['reason'], message: string): Attention {
  return { reason, message, orderId: null, lockId: null, propose: null };
}
