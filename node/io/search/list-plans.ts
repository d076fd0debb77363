import { planViewOf } from '../../api/plan-view';
import type { Page } from '../../api/ports';
import { type PlanQuery, type PlanView, WAITING_STATES } from '../../api/schemas/plan';
import { asPlanId } from '../../core/id';
import { FINAL } from '../../core/plan/plan-state';
import type { DocumentReads } from '../store/document-reads';
import { PLANS } from './entities';
import type { SearchedScope } from './list-log';
import { keyOf } from './log-document';
import { MOST_ROWS } from './master-data';
import { type NewestCursor, newestPage } from './newest-page';
import { type IndexedPlan, indexedPlanOf } from './plan-document';
import { readPlan } from './read-plan';
import { searchKey } from './search-key';
import { allOf, anyOf, between, type Clause } from './where';

type Filter = Omit<PlanQuery, 'cursor' | 'limit'>;
type PlanReads = Pick<DocumentReads, 'planPointer' | 'position'>;

/**
 * A page of plans, the one made last first. Which plans there are comes from Master Data, so a new one is missing
 * until it is indexed. What is said of each that may still change comes from the record: one that was decided
 * meanwhile does not stand among those that wait.
 */
export function listPlans(
  { index, scope, reads }: SearchedScope & { reads: PlanReads },
  query: Omit<PlanQuery, 'cursor'>,
  after: NewestCursor | null,
): Promise<Page<PlanView, NewestCursor>> {
  const { limit, ...filter } = query;
  const once = readOnce(reads);
  return newestPage({
    after,
    limit,
    async read(untilMs, from) {
      const where = planClause(scope, filter, untilMs);
      const found = await index.find(PLANS, { where, order: 'newest-first', from, count: MOST_ROWS });
      const rows = found.rows
        .map(indexedPlanOf)
        .filter((row) => row !== null)
        .map((row) => ({ ...row, id: row.plan.planId, atMs: row.createdAtMs }));
      return { rows, received: found.rows.length, total: found.total };
    },
    async view(row) {
      const plan = await planNow(once, row);
      return plan !== null && belongs(plan, filter) ? plan : null;
    },
  });
}

async function planNow(reads: PlanReads, { plan }: IndexedPlan): Promise<PlanView | null> {
  if (FINAL.includes(plan.state)) return plan;
  const now = await readPlan(reads, asPlanId(plan.planId));
  return now === null ? null : planViewOf(now);
}

/** Several plans of one position need its document once. */
function readOnce(reads: PlanReads): PlanReads {
  const positions = new Map<string, ReturnType<PlanReads['position']>>();
  return {
    planPointer: (planId) => reads.planPointer(planId),
    position(position) {
      const key = JSON.stringify([position.skuId, position.warehouseId]);
      const read = positions.get(key) ?? reads.position(position);
      positions.set(key, read);
      return read;
    },
  };
}

const LATEST_MS = Date.UTC(9000, 0);

function planClause(scope: string, filter: Filter, untilMs: number | null): Clause {
  const clauses = [
    anyOf('scope', [searchKey(scope)]),
    anyOf('state', filter.state ?? WAITING_STATES),
    between(0, untilMs ?? LATEST_MS),
  ];
  if (filter.kind) clauses.push(anyOf('kind', filter.kind));
  const sku = keyOf(filter.skuId);
  const warehouse = keyOf(filter.warehouseId);
  if (sku !== undefined) clauses.push(anyOf('sku', [sku]));
  if (warehouse !== undefined) clauses.push(anyOf('warehouse', [warehouse]));
  return allOf(clauses);
}

function belongs(plan: PlanView, filter: Filter): boolean {
  const states: readonly string[] = filter.state ?? WAITING_STATES;
  return (
    states.includes(plan.state) &&
    (filter.kind?.includes(plan.kind) ?? true) &&
    (filter.skuId === undefined || filter.skuId === plan.skuId) &&
    (filter.warehouseId === undefined || filter.warehouseId === plan.warehouseId)
  );
}
