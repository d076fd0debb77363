import type { PlanId } from '../../core/id';
import { currentOf, FINAL, REPLACEABLE } from '../../core/plan/plan-state';
import type { Plan } from '../../store/plan';
import { newestProven } from './proven-total';
import type { PositionDocument, StoredPlan } from './shapes';

/** Plans that cannot change any more and are kept with the position. */
const KEPT_FINAL = 3;
const KEPT_IDS = 100;

export function planIn(document: PositionDocument, planId: PlanId): StoredPlan | null {
  return document.plans.find(({ plan }) => plan.planId === planId) ?? null;
}

export function currentIn({ plans }: PositionDocument): StoredPlan | null {
  return currentOf(plans, ({ plan }) => plan.state);
}

/** `to` takes the place of what the plan said. */
export function withPlan(
  document: PositionDocument,
  planId: PlanId,
  to: Partial<Plan>,
  nowMs: number,
): PositionDocument {
  const changedRevision = document.revision + 1;
  return {
    ...document,
    plans: document.plans.map((stored) =>
      stored.plan.planId === planId
        ? { ...stored, plan: { ...stored.plan, ...to, updatedAtMs: nowMs }, changedRevision }
        : stored,
    ),
  };
}

/** The plan as the newest, the open ones before it superseded. */
export function withNewPlan(document: PositionDocument, plan: Plan, nowMs: number): PositionDocument {
  const superseded = document.plans
    .filter((stored) => REPLACEABLE.includes(stored.plan.state))
    .reduce(
      (before, { plan: open }) => withPlan(before, open.planId, { state: 'superseded' }, nowMs),
      document,
    );
  const added: StoredPlan = { plan, stoodAtMs: null, changedRevision: document.revision + 1 };
  return { ...superseded, plans: [...superseded.plans, added], carriers: withCarrier(document, plan) };
}

/** Remembered beside the counts, since the plan itself may be archived. */
function withCarrier({ carriers }: PositionDocument, plan: Plan): PositionDocument['carriers'] {
  const { countReference: reference, planId } = plan;
  if (reference === null) return carriers;
  const others = carriers.filter((one) => one.reference !== reference);
  return [...others, { reference, planId }].slice(-KEPT_IDS);
}

/** What the document no longer has to hold: the caller archives it first. */
export function withoutOldPlans(document: PositionDocument): { after: PositionDocument; archive: Plan[] } {
  const current = currentIn(document);
  const final = document.plans.filter((stored) => stored !== current && FINAL.includes(stored.plan.state));
  const old = new Set(final.slice(0, -KEPT_FINAL));
  const archive = [...old].map(({ plan }) => plan);
  return {
    archive,
    after: {
      ...document,
      plans: document.plans.filter((stored) => !old.has(stored)),
      archivedIds: [...document.archivedIds, ...archive.map(({ planId }) => planId)].slice(-KEPT_IDS),
      archivedTotal: newestProven(archive, document.archivedTotal ?? null),
    },
  };
}
