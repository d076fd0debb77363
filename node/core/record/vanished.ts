import { activeOf, listedOf } from '../gate/active';
import type { GatePlan } from '../gate/plan';
import type { PositionReading } from '../gate/reading';
import type { LockId } from '../id';
import type { HeldItem } from '../order/order';
import { samePosition } from '../position';
import { isLetGo } from '../reservation/let-go';
import { isUnheld, type KnownReservation, owedQuantity } from '../reservation/reservation';
import type { LockFacts } from '../reservation/status';
import { awaitsRemoval, isUnderWay } from './settled';

/** VTEX's own word on one lock ("Get reservation by ID"). */
export type LockWord =
  | { kind: 'lock'; state: LockFacts['state']; items: readonly HeldItem[] }
  /** VTEX does not know the LockId. */
  | { kind: 'unknown' }
  /** It was asked, and there was no answer that says anything. */
  | { kind: 'silent' };

/** What became of a recorded reservation that VTEX's list of its position does not show as active. */
export type Verdict =
  /** Nothing follows: it is as it should be. */
  | 'stands'
  /** Recorded so lately that the list may be older. */
  | 'too-young'
  /** VTEX would not speak of it now: nothing is made of it this time. */
  | 'silent'
  /** VTEX holds it at another position: it is planned there. */
  | 'elsewhere'
  /** Never acknowledged, and over by VTEX's word: the order's next reading tells the ERP. */
  | 'ended'
  /** Its goods are still to leave, and it is gone. The gate misses it: a person decides on the repair. */
  | 'lost'
  /** Invoiced, and VTEX had let it go before its goods left: nobody has taken them out of the total. */
  | 'shipped-without-release'
  /** As before, but a person has dismissed it. */
  | 'left-alone'
  /** Settled, and released by an update that was not ours: the total was that update's business. */
  | 'released-by-others'
  /** Its repair is undone: the total rose since, and its units are on sale again unless goods came in. */
  | 'repair-undone';

export interface Vanishing {
  /** The position's record, as it is after the orders of missing ones were read again. */
  known: readonly KnownReservation[];
  /** A list that agrees with itself; null when VTEX keeps no stock at the position at all. */
  reading: PositionReading | null;
  /** The position's current plan: what it had seen, and what a person said to it. */
  plan: { gate: GatePlan; state: string } | null;
  /** VTEX's total as it was read last. */
  lastTotal: number | null;
  /** By LockId. One that is absent was not asked: see `locksToAsk`. */
  words: ReadonlyMap<LockId, LockWord>;
  /** LockIds whose order was recorded a moment ago. */
  young: ReadonlySet<LockId>;
}

/**
 * The locks whose word is needed before anything is said of the vanished: the lock says where it is held, the list of
 * that position says whether. Nothing is asked twice of what is lost, repaired and only waits for its order.
 */
export function locksToAsk({
  known,
  reading,
  young,
}: Pick<Vanishing, 'known' | 'reading' | 'young'>): LockId[] {
  const isGone = goneFrom(reading);
  const asked = known
    .filter((one) => isUnderWay(one.status) || awaitsRemoval(one))
    .filter((one) => one.heldAs === 'lock' && isGone(one) && one.lostAt === null && !isYoung(one, young));
  return [...new Set(asked.map(({ lockId }) => lockId))];
}

/**
 * One verdict for each recorded reservation, in their order.
 *
 * | recorded | VTEX | verdict |
 * |---|---|---|
 * | anything | lists it here as active | stands |
 * | a kit held under its parts; units never reserved, still to leave | - | stands |
 * | units never reserved, invoiced | its total went down by them since it was read last | released-by-others |
 * | any other | does not list it; asked, and no answer | silent |
 * | any other | holds the lock at other positions, and not here | elsewhere |
 * | under way, not acknowledged, recorded a moment ago | does not list it | too-young |
 * | under way, not acknowledged | lists it, or speaks of it, as ended; or does not know it | ended |
 * | under way | does not list it | lost |
 * | invoiced, owing units | its total went down by them since it was read last | released-by-others |
 * | invoiced, owing units, named by a plan that a person dismissed | does not list it | left-alone |
 * | invoiced; missed while open, or ended by VTEX's word, or open when it was last seen | does not list it | shipped-without-release |
 * | invoiced otherwise; canceled, with nothing to come back | does not list it | released-by-others |
 * | lost and repaired, or set aside by a count | its total rose beyond what others' releases explain | repair-undone |
 */
export function judgeVanished(given: Vanishing): Verdict[] {
  const isGone = goneFrom(given.reading);
  const first = given.known.map((one) => (isGone(one) ? whereIs(one, given) : ('stands' as const)));
  const judged = given.known.filter(
    (one, index) => first[index] === null && (one.lostAt !== null || !hasEnded(one, given)),
  );
  const wentOut = goneFromTotal(given, [...judged, ...unreservedOf(given.known)]);
  const verdicts = given.known.map((one, index) => first[index] ?? whatBecameOf(one, given, wentOut));
  return withUndoneRepairs(given, verdicts);
}

function goneFrom(reading: PositionReading | null): (one: KnownReservation) => boolean {
  const active = new Set(reading === null ? [] : activeOf(reading).map(({ lockId }) => lockId));
  return (one) => one.heldAs === 'none' || !active.has(one.lockId);
}

function isYoung(one: KnownReservation, young: ReadonlySet<LockId>): boolean {
  return one.status !== 'acknowledged' && isUnderWay(one.status) && young.has(one.lockId);
}

/** Null: it is really gone from where VTEX held it, and what that means is to be judged. */
function whereIs(one: KnownReservation, { words, young, reading }: Vanishing): Verdict | null {
  if (one.heldAs === 'parts') return 'stands';
  if (one.heldAs === 'none') return one.status === 'invoiced' ? null : 'stands';
  if (isYoung(one, young)) return 'too-young';
  const word = words.get(one.lockId);
  if (word?.kind === 'silent') return 'silent';
  return word?.kind === 'lock' && isElsewhere(word, one, reading) ? 'elsewhere' : null;
}

/** The lock names where it holds units, and this position is not among them; nor is one without stock, by a kit's SKU. */
function isElsewhere(
  { items }: Extract<LockWord, { kind: 'lock' }>,
  one: KnownReservation,
  reading: PositionReading | null,
): boolean {
  const isHere = (item: HeldItem) =>
    samePosition(item, one) && (reading !== null || item.kitSkuIds.length === 0);
  return items.length > 0 && !items.some(isHere);
}

function whatBecameOf(
  one: KnownReservation,
  given: Vanishing,
  wentOut: ReadonlySet<KnownReservation>,
): Verdict {
  if (one.heldAs === 'none') return wentOut.has(one) ? 'released-by-others' : 'stands';
  if (isUnderWay(one.status))
    return one.status !== 'acknowledged' && hasEnded(one, given) ? 'ended' : missed(one);
  if (one.status === 'canceled')
    return awaitsRemoval(one) && one.deductedQuantity === 0 ? 'released-by-others' : 'stands';
  if (one.status !== 'invoiced') return 'stands';
  if (wentOut.has(one)) return 'released-by-others';
  if (owedQuantity(one) <= 0) return owedQuantity(one) < 0 ? 'stands' : 'released-by-others';
  if (one.lostAt !== null) return isDismissed(one, given) ? 'left-alone' : 'shipped-without-release';
  if (missedBy(given).has(one.lockId))
    return isDismissed(one, given) ? 'left-alone' : 'shipped-without-release';
  if (hasEnded(one, given)) return 'shipped-without-release';
  return wasEverOpen(one) && !settledIn(given).has(one.lockId)
    ? 'shipped-without-release'
    : 'released-by-others';
}

/** A reservation that a repair took out is looked after as deducted; one of 0 units, by its order, holds nothing. */
function missed({ lostAt, quantity }: KnownReservation): Verdict {
  return lostAt === null && quantity > 0 ? 'lost' : 'stands';
}

/** VTEX lists it as over, or says so when asked. A lock that VTEX does not know was over long ago. */
function hasEnded(
  { lockId, wasAcknowledged, status }: KnownReservation,
  { reading, words }: Vanishing,
): boolean {
  const listed = (reading === null ? [] : listedOf(reading)).filter((one) => one.lockId === lockId);
  if (listed.some(({ state }) => isLetGo(state))) return true;
  const word = words.get(lockId);
  if (word === undefined || word.kind === 'silent') return false;
  // Of a reservation that was in handling VTEX's word is no news: the update that released it may have ended it too.
  if (status === 'invoiced' && wasAcknowledged) return false;
  return word.kind === 'unknown' ? status !== 'invoiced' : isLetGo(word.state);
}

/** An order that was first seen when it was over may have been cleared long before. */
function wasEverOpen({ wasAcknowledged, wasSeenOpen }: KnownReservation): boolean {
  return wasAcknowledged || wasSeenOpen;
}

function missedBy({ plan }: Vanishing): ReadonlySet<LockId> {
  const lost = (plan?.gate.attentions ?? []).filter((one) => one.reason === 'lost-reservation');
  return new Set(lost.flatMap((one) => one.lockIds ?? one.lockId ?? []));
}

function isDismissed(one: KnownReservation, given: Vanishing): boolean {
  return given.plan?.state === 'dismissed' && missedBy(given).has(one.lockId);
}

/** What the plan saw VTEX hold although it was settled: it was released after the invoice. */
function settledIn({ plan }: Vanishing): ReadonlySet<LockId> {
  if (plan === null) return new Set();
  const { gate } = plan;
  const waiting = gate.kept.filter((one) => one.because === 'waiting');
  return new Set([...waiting, ...(gate.kind === 'remove' ? gate.releases : [])].map((one) => one.lockId));
}

function unreservedOf(known: readonly KnownReservation[]): KnownReservation[] {
  return known.filter((one) => one.heldAs === 'none' && one.status === 'invoiced');
}

/** Those whose units the total has lost since it was read last; what was invoiced first went out of it first. */
function goneFromTotal(
  { lastTotal, reading }: Vanishing,
  gone: readonly KnownReservation[],
): ReadonlySet<KnownReservation> {
  if (lastTotal === null || reading === null) return new Set();
  const owing = [...new Set(gone)].filter((one) => one.status === 'invoiced' && owedQuantity(one) > 0);
  let fallen = lastTotal - reading.balance.totalQuantity;
  const out = new Set<KnownReservation>();
  for (const one of owing.sort((a, b) => ((a.invoicedAt ?? '') < (b.invoicedAt ?? '') ? -1 : 1))) {
    fallen -= owedQuantity(one);
    if (fallen < 0) break;
    out.add(one);
  }
  return out;
}

/** What may still be owed at this position. */
const IS_HERE: ReadonlySet<Verdict> = new Set(['stands', 'lost', 'shipped-without-release', 'left-alone']);

/**
 * A repair, or a count that set units aside, took them out of the total, and somebody has raised it since (an ERP
 * pushes its on hand every quarter of an hour): they are on sale again, unless goods came in. A total that fell by less
 * than others' releases took out was raised too.
 */
function withUndoneRepairs(
  { known, lastTotal, reading }: Vanishing,
  verdicts: readonly Verdict[],
): Verdict[] {
  if (lastTotal === null || reading === null) return [...verdicts];
  const out = known.reduce((units, one, index) => {
    const left = verdicts[index] === 'released-by-others' && one.status === 'invoiced';
    return left ? units + owedQuantity(one) : units;
  }, 0);
  if (reading.balance.totalQuantity + out <= lastTotal) return [...verdicts];
  return verdicts.map((verdict, index) => {
    const one = known[index];
    const isOwed = one !== undefined && one.deductedQuantity > 0 && (isUnheld(one) || isUnderWay(one.status));
    return isOwed && IS_HERE.has(verdict) ? 'repair-undone' : verdict;
  });
}
