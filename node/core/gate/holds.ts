import type { LockId } from '../id';
import type { Instant } from '../instant';
import { msOfInstant, plusMs } from '../instant';
import { sumOfQuantities } from './active';
import type { GateInput } from './gate-input';
import type { GatePlan } from './plan';
import { capital, momentOf, orderName, orderNames, unitsOf } from './sentence-parts';
import { type Acknowledged, type Group, isSettled, membersOf } from './standing';

/** The part of a hold that says why. */
export type Hold = Pick<Extract<GatePlan, { kind: 'hold' }>, 'reason' | 'message' | 'blockedBy' | 'retryAt'>;

/** A list that does not add up may do so a minute later; sooner would only spend calls. */
const READ_AGAIN_AFTER_MS = 60_000;
/** How long a list may disagree before a person hears of it. */
const TOLD_AFTER_MS = 300_000;
/** From then on it is read again after as long as it has disagreed, and no later than this. */
const READ_AGAIN_AT_MOST_MS = 15 * 60_000;

/** An order that took another's place is looked for again. */
const SUCCESSOR_SOUGHT_AFTER_MS = 5 * 60_000;

/** For so long, by VTEX's clock, have readings of the position not agreed with themselves or with our record. */
function disagreesForMs({ reading, unreadableSince }: GateInput): number {
  return msOfInstant(reading.balanceDate) - msOfInstant(unreadableSince ?? reading.balanceDate);
}

/** A list that moves while it is read soon agrees. If it goes on moving, it would hold the position in silence. */
export function isToBeTold(input: GateInput): boolean {
  return disagreesForMs(input) >= TOLD_AFTER_MS;
}

export function holdForOpen(groups: readonly Group[], balanceDate: Instant): Hold {
  const open = firstOpen(groups);
  if (open !== null && waitsForSuccessor(groups)) {
    const message = `${capital(orderName(open))} was replaced, and whether its successor keeps the reservation of ${unitsOf(open.quantity)} is not known yet: the orders of that time are looked for.`;
    return held('open-order', message, open, plusMs(balanceDate, SUCCESSOR_SOUGHT_AFTER_MS));
  }
  const reason = open?.facts.kind === 'unreadable' ? 'unreadable-order' : 'open-order';
  const why = reason === 'open-order' ? 'and has not been invoiced in full' : 'and cannot be read';
  return held(reason, `${inHandling(open)} ${why}; ${waiting(groups)}.`, open, null);
}

/** Nothing but the order that took another's place is waited for: it may have been read by then. */
export function waitsForSuccessor(groups: readonly Group[]): boolean {
  const facts = firstOpen(groups)?.facts;
  return facts?.kind === 'open' && facts.isSuccessorUnread === true;
}

export function holdForRoom(groups: readonly Group[], guardGapMs: number): Hold {
  const open = firstOpen(groups);
  const message = `${inHandling(open)}, too close (guard gap ${guardGapMs} ms) to what was handled just before it; ${waiting(groups)}.`;
  return held('no-room', message, open, null);
}

export function holdForTime(groups: readonly Group[], retryAt: Instant): Hold {
  const message = `Handled a moment ago; ${waiting(groups)} until ${momentOf(retryAt)}.`;
  return held('too-recent', message, null, retryAt);
}

export function holdForTrust(groups: readonly Group[]): Hold {
  const message = `${inHandling(firstOpen(groups))}, and this account has lost a reservation to an update before: ${waiting(groups)} until nothing is in handling.`;
  return held('watermark-given-up', message, firstOpen(groups), null);
}

export function holdForReading(input: GateInput, message: string, suspects: readonly LockId[]): Hold {
  const { reading, knownOpen } = input;
  const waitMs = isToBeTold(input)
    ? Math.min(disagreesForMs(input), READ_AGAIN_AT_MOST_MS)
    : READ_AGAIN_AFTER_MS;
  const suspect = knownOpen.find((one) => suspects.includes(one.lockId));
  return {
    reason: 'inconsistent-read',
    message: `${message} Nothing is sent before a reading agrees with itself and with our record.`,
    blockedBy: suspect ? { orderId: suspect.orderId, lockId: suspect.lockId, since: null } : null,
    retryAt: plusMs(reading.balanceDate, waitMs),
  };
}

function held(
  reason: Hold['reason'],
  message: string,
  by: Acknowledged | null,
  retryAt: Instant | null,
): Hold {
  const blockedBy = by ? { orderId: by.orderId, lockId: by.lockId, since: by.acknowledgedAt } : null;
  return { reason, message, blockedBy, retryAt };
}

function firstOpen(groups: readonly Group[]): Acknowledged | null {
  return membersOf(groups).find((one) => !isSettled(one)) ?? null;
}

function inHandling(one: Acknowledged | null): string {
  if (!one) return 'An order is in handling';
  return `${capital(orderName(one))} has been in handling since ${momentOf(one.acknowledgedAt)}`;
}

/** `3 units of order A and order B wait`. */
function waiting(groups: readonly Group[]): string {
  const settled = membersOf(groups).filter(isSettled);
  if (settled.length === 0) return 'the stock count waits';
  const units = sumOfQuantities(settled);
  return `${unitsOf(units)} of ${orderNames(settled)} ${units === 1 ? 'waits' : 'wait'}`;
}
