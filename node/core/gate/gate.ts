import type { Instant } from '../instant';
import { activeOf, sumOfQuantities } from './active';
import {
  attentionsOf,
  countUnsure,
  leftUnreleased,
  listDisagrees,
  lostReservations,
  negativeReserved,
  totalTooSmall,
  unlimitedStock,
} from './attentions';
import { countedAway, countedQuantity, setAsideBy, unsureAtCount } from './count-quantity';
import { type Deductions, deductedBefore, settleDeductions } from './deductions';
import {
  type Hold,
  holdForOpen,
  holdForReading,
  holdForRoom,
  holdForTime,
  holdForTrust,
  isToBeTold,
} from './holds';
import {
  type Attention,
  type GateInput,
  type GatePlan,
  type LeftUnits,
  type Release,
  type SetAside,
  seenUpToOf,
} from './plan';
import { checkReading } from './read-consistently';
import {
  type Acknowledged,
  type Group,
  groupByAcknowledgement,
  isSettled,
  type Judged,
  judge,
  keptOf,
  membersOf,
} from './standing';
import { drawWatermark, type Watermark, watermarkBeforeAll } from './watermark';

/** Everything the decision looks at, derived once. */
interface View {
  input: GateInput;
  judged: Judged[];
  /** Acknowledged ones, oldest first. */
  groups: Group[];
  deductions: Deductions;
  attentions: Attention[];
}

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
  if (input.reading.balance.isUnlimited) return unlimited(view);
  const check = checkReading(input.reading, notRecordedLost(input));
  const total = input.reading.balance.totalQuantity;
  if (check.kind === 'consistent') {
    const attentions = [
      ...attentionsOf(view.judged, check.abortedStillCounted, total),
      ...leftAttentions(view),
    ];
    return withSilent({ ...view, attentions });
  }
  if (check.cause === 'negative-reserved') return attention(view, [negativeReserved(input)]);
  if (check.cause !== 'known-missing') return unreadable(view, check);
  const attentions = [...attentionsOf(view.judged, [], total), ...leftAttentions(view)];
  return withMissing({ ...view, attentions }, check.message, check.suspects);
}

function viewOf(input: GateInput): View {
  return viewWith(input, []);
}

function viewWith(input: GateInput, attentions: Attention[]): View {
  const judged = judge(activeOf(input.reading), input.orders);
  const deducted = [...input.deducted, ...countedAway(input, judged)];
  return {
    input,
    judged,
    groups: groupByAcknowledgement(judged),
    deductions: settleDeductions(deducted, judged),
    attentions,
  };
}

/** A recorded loss is accounted for by its deduction: it is not missed again. */
function notRecordedLost({ knownOpen, deducted }: GateInput): GateInput['knownOpen'] {
  const lost = new Set(deducted.filter((entry) => entry.lost).map((entry) => entry.lockId));
  return knownOpen.filter((one) => !lost.has(one.lockId));
}

function unlimited(view: View): GatePlan {
  const concerns = mustSend(view) || settledWaiting(view).length > 0;
  if (concerns) return attention(view, [unlimitedStock(view.input)]);
  return { kind: 'nothing', ...common(view), isUnlimited: true };
}

/**
 * The list agrees with itself, yet open reservations of our record are not in it. Acknowledged ones were
 * discarded by somebody's update: a person decides on the repair. Others may only be too young for the list.
 */
function withMissing(view: View, message: string, suspects: readonly string[]): GatePlan {
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

/**
 * A total that is set anew from a count sells whatever is on the shelf and reserved by nobody: a count waits until all
 * that is missing is accounted for. A release only takes out what it names, and goes on.
 */
function withoutCount(view: View): View {
  return viewWith({ ...view.input, count: null }, view.attentions);
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
  { message, suspects }: { message: string; suspects: readonly string[] },
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
  if (!mustSend(view) && settledWaiting(view).length === 0) return quiet(view);
  if (input.count !== null && groups.length === 0) {
    const unseen = acknowledgedUnseen(view);
    if (unseen.length > 0) return hold(view, holdForReading(input, NO_ACKNOWLEDGEMENTS, unseen));
  }
  const isBroken = input.trust === 'broken';
  if (isBroken && membersOf(groups).some((one) => !isSettled(one))) return hold(view, holdForTrust(groups));
  const drawn = drawWatermark(groups, limitsOf(input));
  if (drawn.kind === 'too-recent') return hold(view, holdForTime(groups, drawn.retryAt));
  if (drawn.kind === 'drawn') {
    // Without the watermark an update releases all of them: all or none.
    if (isBroken && drawn.retryAt !== null) return hold(view, holdForTime(groups, drawn.retryAt));
    return remove(view, drawn.released, drawn.at, drawn.retryAt);
  }
  if (drawn.kind === 'not-drawn') return unreadable(view, { message: NO_DATE, suspects: [] });
  if (mustSend(view)) {
    const watermark = watermarkBeforeAll(groups, limitsOf(input), input.count?.countedAt ?? null);
    if (watermark === null) return unreadable(view, { message: NO_DATE, suspects: [] });
    return remove(view, 0, watermark, null);
  }
  return hold(view, holdFor(drawn, view));
}

const NO_DATE = 'A date of VTEX is none that an update could be drawn from.';

const NO_ACKNOWLEDGEMENTS =
  'VTEX lists no reservation as acknowledged, although an order of ours is in handling.';

/** With the list's acknowledgements missing a count's watermark would be drawn blind. */
function acknowledgedUnseen({ input, judged }: View): string[] {
  const listed = new Set(judged.map((one) => one.lockId));
  return input.knownOpen.filter((one) => one.acknowledged && listed.has(one.lockId)).map((one) => one.lockId);
}

function holdFor(drawn: Watermark, { groups, input }: View): Hold {
  return drawn.kind === 'no-room' ? holdForRoom(groups, input.guardGapMs) : holdForOpen(groups);
}

function remove(view: View, released: number, watermark: Instant, retryAt: Instant | null): GatePlan {
  const { input, groups, deductions } = view;
  const left = input.left ?? [];
  const unreserved = [...(input.unreserved ?? [])];
  const contained = input.count === null ? [] : left.map((one) => one.lockId);
  const attentions = [
    ...view.attentions.filter((one) => !settledByCount(one, contained)),
    ...unsureCount(view, [...left, ...unreserved]),
  ];
  const { totalQuantity, leadTime } = input.reading.balance;
  const releases = membersOf(groups.slice(0, released)).map((one) => releaseOf(one, deductions));
  const kept = keptOf(groups.slice(released), input.count && seenUpToOf(input.count));
  const returnedQuantity = deductions.returnedQuantity + returnedWith(releases, deductions);
  const setAside =
    input.count === null ? [] : setAsideBy(input.count, membersOf(groups.slice(released)), input, deductions);
  const quantity = newQuantity(view, releases, returnedQuantity, setAside);
  if (quantity < 0) return attention(view, [...attentions, totalTooSmall(input, quantity)]);
  // VTEX takes an update only when something differs; what the count contains or sets aside must still be recorded.
  const isNews = ({ lockId, deductedQuantity }: SetAside) =>
    deductedQuantity !== deductedBefore(deductions, lockId);
  const closes =
    deductions.comesBack || contained.length > 0 || unreserved.length > 0 || setAside.some(isNews);
  if (quantity === totalQuantity && releases.length === 0 && !closes) return quiet({ ...view, attentions });
  const stillLeft = input.count === null ? left.map((one) => one.lockId) : [];
  const closed = deductions.closed.filter((lockId) => !stillLeft.includes(lockId));
  return {
    kind: 'remove',
    ...common(view),
    attentions,
    kept,
    update: { quantity, dateUtcOnBalanceSystem: watermark, leadTime, unlimitedQuantity: false },
    releases,
    unreserved,
    ...(setAside.length > 0 ? { setAside } : {}),
    returnedQuantity,
    closedDeductions: [...new Set([...closed, ...contained])],
    dependsOnWatermark: kept.length > 0,
    count: input.count,
    retryAt,
  };
}

/** What left before the count is not in it, and what left after it is subtracted: nothing remains to repair. */
function settledByCount({ lockIds }: Attention, contained: readonly string[]): boolean {
  return lockIds !== undefined && contained.length > 0 && lockIds.every((one) => contained.includes(one));
}

function unsureCount({ input, judged }: View, left: readonly LeftUnits[]): Attention[] {
  const units = input.count === null ? 0 : unsureAtCount(input.count, judged, left);
  return units > 0 ? [countUnsure(input, units)] : [];
}

function newQuantity(
  { input, judged, deductions }: View,
  releases: readonly Release[],
  returned: number,
  setAside: readonly SetAside[],
): number {
  const unreserved = input.unreserved ?? [];
  if (input.count) {
    const released = new Set(releases.map((release) => release.lockId));
    const left = [...(input.left ?? []), ...unreserved];
    return countedQuantity(input.count, judged, released, deductions, left, setAside);
  }
  const taken = sumOfQuantities(releases.map((release) => ({ quantity: release.deductedQuantity })));
  return input.reading.balance.totalQuantity - taken - sumOfQuantities(unreserved) + returned;
}

/** Units that were deducted for released reservations beyond what left. */
function returnedWith(releases: readonly Release[], deductions: Deductions): number {
  return releases
    .filter(({ because }) => because === 'invoiced')
    .reduce(
      (units, { lockId, leftQuantity }) =>
        units + Math.max(0, deductedBefore(deductions, lockId) - leftQuantity),
      0,
    );
}

function releaseOf(one: Acknowledged, deductions: Deductions): Release {
  const { lockId, orderId, quantity, acknowledgedAt, facts } = one;
  const isInvoiced = facts.kind === 'invoiced';
  const leftQuantity = isInvoiced ? facts.leftQuantity : 0;
  return {
    lockId,
    orderId,
    quantity,
    leftQuantity,
    deductedQuantity: isInvoiced ? Math.max(0, leftQuantity - deductedBefore(deductions, lockId)) : 0,
    acknowledgedAt,
    because: isInvoiced ? 'invoiced' : 'canceled',
    invoicedAt: isInvoiced ? facts.invoicedAt : null,
  };
}

function settledWaiting({ groups }: View): Acknowledged[] {
  return membersOf(groups).filter(isSettled);
}

function limitsOf({ reading, guardGapMs }: GateInput) {
  return { balanceDate: reading.balanceDate, guardGapMs };
}

function common({ input, groups, attentions }: View) {
  const { position, balance } = input.reading;
  const { totalQuantity, reservedQuantity } = balance;
  const kept = keptOf(groups, input.count && seenUpToOf(input.count));
  return { position, totalQuantity, reservedQuantity, kept, attentions };
}

function quiet(view: View): GatePlan {
  return { kind: view.attentions.length > 0 ? 'attention' : 'nothing', ...common(view) };
}

function attention(view: View, attentions: Attention[]): GatePlan {
  return { kind: 'attention', ...common(view), attentions };
}

function hold(view: View, why: Hold & { unreadableSince?: Instant }): GatePlan {
  return { kind: 'hold', ...common(view), ...why, count: view.input.count };
}
