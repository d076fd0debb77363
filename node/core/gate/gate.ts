import type { LockId } from '../id';
import type { Instant } from '../instant';
import {
  attentionsOf,
  claimedNotReserved,
  leftUnreleased,
  listDisagrees,
  lostReservations,
  negativeReserved,
  unlimitedStock,
} from './attentions';
import type { GateInput } from './gate-input';
import {
  type Hold,
  holdForOpen,
  holdForReading,
  holdForRoom,
  holdForTime,
  holdForTrust,
  isToBeTold,
  waitsForSuccessor,
} from './holds';
import { notReserved } from './not-reserved';
import type { Attention, GatePlan } from './plan';
import { planRemoval } from './plan-removal';
import { checkReading } from './read-consistently';
import { type Acknowledged, isSettled, membersOf } from './standing';
import { asksForNoLimit, planNoLimit, staysUnlimited } from './terms';
import { attention, common, hold, quiet, type View, viewOf, withoutCount } from './view';
import { drawWatermark, type Watermark, watermarkBeforeAll } from './watermark';

/**
 * Decides what may be sent to VTEX for one position, from one reading.
 *
 * 1. The reading must agree with itself and with our record, else nothing is sent.
 * 2. The oldest acknowledged reservations that are all settled are released; the watermark is drawn between
 *    the last of them and the first kept one, and never later than the read.
 * 3. The total is lowered by what left with them, raised by lost units that came back, or set by the count.
 *
 * | plan | when |
 * |---|---|
 * | remove | something is released, comes back, or the count changes the total |
 * | hold | something settled waits and must not be released yet, or a count must not be sent |
 * | attention | a person has to act first, or is all that can act |
 * | nothing | otherwise |
 *
 * Pure; never changes its input. Ids compare exactly.
 */
export function decidePlan(input: GateInput): GatePlan {
  const view = viewOf(input);
  if (staysUnlimited(input)) return unlimited(view);
  const check = checkReading(input.reading, notRecordedLost(input));
  const total = input.reading.balance.totalQuantity;
  if (check.kind === 'consistent') {
    const attentions = [
      ...attentionsOf(view.judged, check.abortedStillCounted, total),
      ...leftAttentions(view),
      ...claimAttentions(view),
      ...unsureSince(input),
    ];
    return withSilent({ ...view, attentions });
  }
  if (check.cause === 'negative-reserved') return attention(view, [negativeReserved(input)]);
  if (check.cause !== 'known-missing') return unreadable(view, check);
  const attentions = [
    ...attentionsOf(view.judged, [], total),
    ...leftAttentions(view),
    ...claimAttentions(view),
    ...unsureSince(input),
  ];
  return withMissing({ ...view, attentions }, check.message, check.suspects);
}

/** A recorded loss is accounted for by its deduction: it is not missed again. */
function notRecordedLost({ knownOpen, deducted }: GateInput): GateInput['knownOpen'] {
  const lost = new Set(deducted.filter((entry) => entry.lost).map((entry) => entry.lockId));
  return knownOpen.filter((one) => !lost.has(one.lockId));
}

function unlimited(view: View): GatePlan {
  if (asksForNoLimit(view.input)) return quiet(view);
  const concerns = mustSend(view) || settledWaiting(view).length > 0;
  if (concerns) return attention(view, [unlimitedStock(view.input)]);
  return { kind: 'nothing', ...common(view), isUnlimited: true };
}

/**
 * The list agrees with itself, yet open reservations of our record are not in it. Acknowledged ones were
 * discarded by somebody's update: a person decides on the repair. Others may only be too young for the list.
 */
function withMissing(view: View, message: string, suspects: readonly LockId[]): GatePlan {
  const { input, groups } = view;
  const missing = notRecordedLost(input).filter((one) => suspects.includes(one.lockId));
  const lost = missing.filter((one) => one.acknowledged);
  const mayRepair = mayRepairNow(view);
  const attentions =
    lost.length > 0 ? [...view.attentions, lostReservations(input, lost, repairDate(view))] : view.attentions;
  if (lost.length < missing.length) return unreadable({ ...view, attentions }, { message, suspects });
  // There the settled ones have to go first, or the repair would never become possible.
  if (!mayRepair && groups.every((group) => group.settled))
    return decide(withoutCount({ ...view, attentions }));
  return attention(view, attentions);
}

/** VTEX would not speak of something missing now: a count waits for its word. */
function withSilent(view: View): GatePlan {
  const { input } = view;
  const silent = input.silent ?? [];
  if (input.count === null || silent.length === 0) return decide(view);
  const plan = decide(withoutCount(view));
  const orders = [...new Set(silent.map(({ orderId }) => `order ${orderId}`))].join(', ');
  const message = `VTEX does not list the reservation of ${orders}, and does not say what became of it.`;
  const waits = unreadable(view, { message, suspects: silent.map(({ lockId }) => lockId) });
  if (plan.kind !== 'remove' || waits.kind !== 'hold') return waits;
  return { ...plan, retryAt: waits.retryAt };
}

function leftAttentions(view: View): Attention[] {
  const { input } = view;
  const left = input.left ?? [];
  return left.length === 0 ? [] : [leftUnreleased(input, left, repairDate(view))];
}

function claimAttentions(view: View): Attention[] {
  const { input } = view;
  const claims = notReserved(view);
  return input.count !== null || claims.length === 0 ? [] : [claimedNotReserved(input, claims)];
}

/** What a count left in doubt stays in doubt until the next one. */
function unsureSince({ count, lastCount }: GateInput): readonly Attention[] {
  return count === null ? (lastCount?.unsure ?? []) : [];
}

/** An account that ignores the watermark would release every acknowledged one with the repair. */
function mayRepairNow({ input, groups }: View): boolean {
  return input.trust !== 'broken' || groups.length === 0;
}

/** Null: no repair may be sent. */
function repairDate(view: View): Instant | null {
  return mayRepairNow(view) ? watermarkBeforeAll(view.groups, limitsOf(view.input), null) : null;
}

/** Something other than a release wants an update. */
function mustSend({ input, deductions }: View): boolean {
  return input.count !== null || deductions.comesBack || (input.unreserved ?? []).length > 0;
}

function unreadable(
  view: View,
  { message, suspects }: { message: string; suspects: readonly LockId[] },
): GatePlan {
  const { input } = view;
  const { balanceDate } = input.reading;
  const since = input.unreadableSince ?? balanceDate;
  const attentions = isToBeTold(input)
    ? [...view.attentions, listDisagrees(input, message)]
    : view.attentions;
  const why = { ...holdForReading(input, message, suspects), unreadableSince: since };
  return hold({ ...view, attentions }, why);
}

function decide(view: View): GatePlan {
  const { input, groups } = view;
  if (!mustSend(view) && settledWaiting(view).length === 0 && !waitsForSuccessor(groups)) return quiet(view);
  if (input.count !== null && groups.length === 0) {
    const unseen = acknowledgedUnseen(view);
    if (unseen.length > 0) return hold(view, holdForReading(input, NO_ACKNOWLEDGEMENTS, unseen));
  }
  if (asksForNoLimit(input)) return withNoLimit(view);
  const isBroken = input.trust === 'broken';
  if (isBroken && membersOf(groups).some((one) => !isSettled(one))) return hold(view, holdForTrust(groups));
  const drawn = drawWatermark(groups, limitsOf(input));
  if (drawn.kind === 'too-recent') return hold(view, holdForTime(groups, drawn.retryAt));
  if (drawn.kind === 'drawn') {
    // Without the watermark an update releases all of them: all or none.
    if (isBroken && drawn.retryAt !== null) return hold(view, holdForTime(groups, drawn.retryAt));
    return planRemoval(view, drawn.released, drawn.at, drawn.retryAt);
  }
  if (drawn.kind === 'not-drawn') return unreadable(view, { message: NO_DATE, suspects: [] });
  if (mustSend(view)) return releasingNothing(view, (watermark) => planRemoval(view, 0, watermark, null));
  return hold(view, holdFor(drawn, view));
}

function releasingNothing(view: View, planned: (watermark: Instant) => GatePlan): GatePlan {
  const { input, groups } = view;
  const watermark = watermarkBeforeAll(groups, limitsOf(input), input.count?.countedAt ?? null);
  if (watermark === null) return unreadable(view, { message: NO_DATE, suspects: [] });
  return planned(watermark);
}

/** Nothing is released with it, so it waits where every update releases. */
function withNoLimit(view: View): GatePlan {
  const { input, groups } = view;
  if (input.trust === 'broken' && groups.length > 0) return hold(view, holdForTrust(groups));
  return releasingNothing(view, (watermark) => planNoLimit(view, watermark));
}

const NO_DATE = 'A date of VTEX is none that an update could be drawn from.';

const NO_ACKNOWLEDGEMENTS =
  'VTEX lists no reservation as acknowledged, although an order of ours is in handling.';

/** With the list's acknowledgements missing a count's watermark would be drawn blind. */
function acknowledgedUnseen({ input, judged }: View): LockId[] {
  const listed = new Set(judged.map((one) => one.lockId));
  return input.knownOpen.filter((one) => one.acknowledged && listed.has(one.lockId)).map((one) => one.lockId);
}

function holdFor(drawn: Watermark, { groups, input }: View): Hold {
  return drawn.kind === 'no-room'
    ? holdForRoom(groups, input.guardGapMs)
    : holdForOpen(groups, input.reading.balanceDate);
}

function settledWaiting({ groups }: View): Acknowledged[] {
  return membersOf(groups).filter(isSettled);
}

function limitsOf({ reading, guardGapMs }: GateInput) {
  return { balanceDate: reading.balanceDate, guardGapMs };
}
