import type { Page } from '../../api/ports';
import type { PositionPage, PositionQuery } from '../../api/schemas/position';
import { UNDER_WAY } from '../../core/record/settled';

import type { Plan } from '../../store/plan';
import type { DocumentReads } from '../store/document-reads';
import { inParallel } from '../store/in-parallel';
import { currentIn } from '../store/plan-part';
import type { PositionDocument } from '../store/shapes';
import type { IoCursor } from './cursors';
import { createHolderOrders, type HolderOrders } from './holder-orders';
import { countByStatus } from './order-view';
import { scanPage } from './scan-page';

type PositionSummary = PositionPage['positions'][number];

/** A page that has read so many orders ends. */
const ENOUGH_ORDERS = 600;
const NOT_OVER: ReadonlySet<string> = new Set([...UNDER_WAY, 'invoiced']);

/** A page of positions, in the order of VBase's listing. */
export function listPositions(
  reads: Pick<DocumentReads, 'order' | 'position' | 'positions'>,
  query: Omit<PositionQuery, 'cursor'>,
  after: IoCursor<'positions'> | null,
): Promise<Page<PositionSummary, IoCursor<'positions'>>> {
  const orders = createHolderOrders(reads);
  return scanPage({
    after,
    limit: query.limit,
    names: reads.positions,
    isEnough: () => orders.count() >= ENOUGH_ORDERS,
    async views(positions) {
      const wanted = positions.filter(({ skuId }) => query.skuId === undefined || query.skuId === skuId);
      const documents = await inParallel(wanted, (position) => reads.position(position));
      const summaries: PositionSummary[] = [];
      for (const document of documents) {
        const summary = document && (await summaryOf(document, orders));
        if (summary) summaries.push(summary);
      }
      return summaries;
    },
  });
}

/** Null for a position that was only prepared: neither a reservation nor a plan came of it. */
async function summaryOf(document: PositionDocument, orders: HolderOrders): Promise<PositionSummary | null> {
  const held = await orders.reservationsAt(document);
  if (held.length === 0 && document.plans.length === 0) return null;
  const plan = currentIn(document)?.plan ?? null;
  return {
    ...document.position,
    reservations: countByStatus(held.filter(({ status }) => NOT_OVER.has(status))),
    plan: plan && {
      planId: plan.planId,
      state: plan.state,
      kind: plan.gate.kind,
      message: messageOf(plan),
      countReference: plan.countReference,
    },
  };
}

function messageOf({ gate }: Plan): string | null {
  return gate.kind === 'hold' ? gate.message : (gate.attentions[0]?.message ?? null);
}
