import type { Named } from '../reservation/reservation';
import { few, type Said, type SaidValues, type Sentence } from '../said/said';
import { sumOfQuantities } from './active';
import { explainPlan } from './explain';
import type { Attention, GatePlan, Kept } from './plan';

type Plan<Kind extends GatePlan['kind']> = Extract<GatePlan, { kind: Kind }>;

/** A position may have hundreds of reservations that each need a person: a line tells of some. */
const ATTENTIONS_AT_MOST = 20;
/** The panel names as many orders in one sentence, and counts the rest. */
const NAMES_AT_MOST = 8;

/**
 * What a plan means, for the log. The panel has sentences of its own for plans, made from their evidence: a line
 * carries what they need of it, and no text. What is not there is 0 or an empty text.
 */
export function tellPlan(plan: GatePlan): Sentence {
  const { attentions } = plan;
  const told = attentions.slice(0, ATTENTIONS_AT_MOST).map((one) => attentionPart(one, plan.totalQuantity));
  const left = attentions.length - told.length;
  const more = left > 0 ? [{ id: 'plan.more', values: { count: left } }] : [];
  return { message: explainPlan(plan), said: [...partsOf(plan), ...told, ...more] };
}

function partsOf(plan: GatePlan): Said[] {
  if (plan.kind === 'remove') return [removalPart(plan)];
  if (plan.kind === 'hold') return [holdPart(plan)];
  return plan.attentions.length === 0 ? [{ id: 'plan.nothing', values: {} }] : [];
}

function removalPart(plan: Plan<'remove'>): Said {
  const {
    position,
    totalQuantity,
    update,
    releases,
    unreserved,
    setAside = [],
    returnedQuantity,
    count,
    kept,
  } = plan;
  const aside = setAside.filter(({ quantity }) => quantity > 0);
  const left = releases.filter((one) => one.because === 'invoiced');
  const canceled = releases.filter((one) => one.because === 'canceled');
  return {
    id: 'plan.remove',
    values: {
      skuId: position.skuId,
      leftUnits: left.reduce((units, one) => units + one.leftQuantity, 0),
      ...ordersAs('left', left),
      canceledUnits: sumOfQuantities(canceled),
      ...ordersAs('canceled', canceled),
      unreservedUnits: sumOfQuantities(unreserved),
      ...ordersAs('unreserved', unreserved),
      asideUnits: sumOfQuantities(aside),
      ...ordersAs('aside', aside),
      returned: returnedQuantity,
      onHand: count?.onHand ?? 0,
      countedAt: count?.countedAt ?? '',
      before: totalQuantity,
      after: update.quantity,
      ...openAs(kept.find((one) => one.because !== 'waiting')),
      ...waitingAs(kept),
    },
  };
}

function holdPart({ reason, blockedBy, retryAt, kept, unreadableSince }: Plan<'hold'>): Said {
  return {
    id: 'plan.hold',
    values: {
      reason,
      ...openAs(blockedBy ?? undefined),
      sinceAt: blockedBy?.since ?? unreadableSince ?? '',
      retryAt: retryAt ?? '',
      ...waitingAs(kept),
    },
  };
}

/** `total` is what approving makes of VTEX's total, where it changes it. */
function attentionPart({ reason, orderId, lockId, propose }: Attention, totalQuantity: number): Said {
  const repair = propose?.kind === 'repair' ? propose : null;
  const settled = propose?.kind === 'settle' ? propose.leftQuantity : null;
  const lost = repair?.lost ?? [];
  return {
    id: 'plan.attention',
    values: {
      reason,
      orderId: orderId ?? '',
      lockId: lockId ?? '',
      repairs: repair === null ? 0 : 1,
      total: repair?.quantity ?? (settled === null ? 0 : totalQuantity - settled),
      units: settled ?? sumOfQuantities(lost),
      locks: few(lost.map((one) => one.lockId)),
    },
  };
}

function openAs(open: Named | undefined): SaidValues {
  return { openOrder: open?.orderId ?? '', openLock: open?.lockId ?? '' };
}

function waitingAs(kept: readonly Kept[]): SaidValues {
  return ordersAs(
    'waiting',
    kept.filter((one) => one.because === 'waiting'),
  );
}

/** As many orders as are named, and how many there are. */
function ordersAs(
  name: 'left' | 'canceled' | 'unreserved' | 'aside' | 'waiting',
  items: readonly Named[],
): SaidValues {
  return {
    [`${name}Orders`]: items.slice(0, NAMES_AT_MOST).map(({ orderId, lockId }) => orderId ?? lockId),
    [`${name}Count`]: items.length,
  };
}
