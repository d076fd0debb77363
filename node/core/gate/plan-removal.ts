import type { LockId } from '../id';
import type { Instant } from '../instant';
import { sumOfQuantities } from './active';
import { countUnsure, totalTooSmall } from './attentions';
import { countedQuantity, setAsideBy, unsureAtCount } from './count-quantity';
import { type Deductions, deductedBefore } from './deductions';
import type { GateInput } from './gate-input';
import { addedBackTwice, mostByCount } from './lacked-units';
import type { Attention, GatePlan, Release } from './plan';
import { type Acknowledged, keptOf, membersOf } from './standing';
import { type LeftUnits, type SetAside, seenUpToOf } from './stock-count';
import { changesTerms, leadTimeOf } from './terms';
import { attention, common, quiet, type View } from './view';

/**
 * The update that lets the oldest `released` groups go at the watermark, with what it makes of the total. Without any
 * effect there is nothing to do; a total below 0 needs a person.
 */
export function planRemoval(
  view: View,
  released: number,
  watermark: Instant,
  retryAt: Instant | null,
): GatePlan {
  const { input, groups, deductions } = view;
  const left = input.left ?? [];
  const unreserved = [...(input.unreserved ?? [])];
  const contained = input.count === null ? [] : left.map((one) => one.lockId);
  const attentions = [
    ...view.attentions.filter((one) => !answeredByCount(one, contained)),
    ...unsureCount(view, [...left, ...unreserved]),
  ];
  const { totalQuantity } = input.reading.balance;
  const releases = membersOf(groups.slice(0, released)).map((one) => releaseOf(one, deductions, input));
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
  const isSame = quantity === totalQuantity && !changesTerms(view);
  if (isSame && releases.length === 0 && !closes) return quiet({ ...view, attentions });
  const stillLeft = input.count === null ? left.map((one) => one.lockId) : [];
  const closed = deductions.closed.filter((lockId) => !stillLeft.includes(lockId));
  return {
    kind: 'remove',
    ...common(view),
    attentions,
    kept,
    update: {
      quantity,
      dateUtcOnBalanceSystem: watermark,
      leadTime: leadTimeOf(input),
      unlimitedQuantity: false,
    },
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
function answeredByCount({ lockIds }: Attention, contained: readonly LockId[]): boolean {
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
  const taken = sumOfQuantities(releases.map((release) => ({ quantity: release.deductedQuantity })));
  const uncounted = input.reading.balance.totalQuantity - taken - sumOfQuantities(unreserved) + returned;
  if (input.count === null) return uncounted;
  const released = new Set(releases.map((release) => release.lockId));
  const left = [...(input.left ?? []), ...unreserved];
  const counted = countedQuantity(input.count, judged, released, deductions, left, setAside);
  return Math.min(counted, mostByCount(input.count, uncounted));
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

function releaseOf(one: Acknowledged, deductions: Deductions, input: GateInput): Release {
  const { lockId, orderId, quantity, acknowledgedAt, facts } = one;
  const isInvoiced = facts.kind === 'invoiced';
  const leftQuantity = isInvoiced ? facts.leftQuantity : 0;
  return {
    lockId,
    orderId,
    quantity,
    leftQuantity,
    deductedQuantity: isInvoiced
      ? Math.max(0, leftQuantity - deductedBefore(deductions, lockId))
      : addedBackTwice(one, lockId, input),
    acknowledgedAt,
    because: isInvoiced ? 'invoiced' : 'canceled',
    invoicedAt: isInvoiced ? facts.invoicedAt : null,
  };
}
