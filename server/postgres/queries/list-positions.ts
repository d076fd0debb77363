import type { ApiQueries, Page } from '@holdfast/node/api/ports';
import type { PositionPage } from '@holdfast/node/api/schemas/position';
import type { ByStatus } from '@holdfast/node/api/schemas/reservation';
import type { PlanId, SkuId, WarehouseId } from '@holdfast/node/core/id';
import { UNDER_WAY } from '@holdfast/node/core/record/settled';

import { currentPlanId } from '../store/current-plan';
import { words } from '../store/words';
import type { CursorOf } from './cursors';
import { conditionsFor, pageOf, type Reader } from './query-parts';

type PositionQuery = Parameters<ApiQueries['positions']>[0];
type PositionSummary = PositionPage['positions'][number];

interface PositionRow {
  sku_id: SkuId;
  warehouse_id: WarehouseId;
  by_status: ByStatus;
  plan_id: PlanId | null;
  state: NonNullable<PositionSummary['plan']>['state'];
  kind: NonNullable<PositionSummary['plan']>['kind'];
  message: string | null;
  count_reference: string | null;
}

/** A page of positions, in the order of their ids. */
export async function listPositions(
  pool: Reader,
  account: string,
  query: PositionQuery,
  after: CursorOf<'positions'> | null,
): Promise<Page<PositionSummary, CursorOf<'positions'>>> {
  const { text, values } = positionPageQuery(account, query, after);
  const { rows } = await pool.query<PositionRow>(text, values);
  return pageOf(rows, query.limit, viewOf, (row) => ({ skuId: row.sku_id, warehouseId: row.warehouse_id }));
}

/**
 * A position may have a million reservations behind it, so the ids are not collected from them but jumped
 * to: the recursive part asks the index for the next position after the last, as often as the page is long.
 * Positions that only a plan knows (a count came before any order) are jumped to in the same way.
 */
export function positionPageQuery(
  account: string,
  query: PositionQuery,
  after: CursorOf<'positions'> | null,
) {
  const where = conditionsFor(account);
  where.when(query.skuId, (value) => `sku_id = ${value}`);
  const afterSku = where.bind(after?.skuId ?? '');
  const afterWarehouse = where.bind(after?.warehouseId ?? '');
  const limit = where.bind(query.limit + 1);
  const next = (table: string, sku: string, warehouse: string) => `
    (select sku_id, warehouse_id from holdfast.${table} where account = $1${where.sql()}
       and (sku_id, warehouse_id) > (${sku}, ${warehouse}) order by sku_id, warehouse_id limit 1)`;
  const nextOfBoth = (sku: string, warehouse: string) => `
    select * from (${next('reservations', sku, warehouse)} union all ${next('plans', sku, warehouse)}) as n
    order by sku_id, warehouse_id limit 1`;
  const text = `
    with recursive jumped (sku_id, warehouse_id, nth) as (
      select n.sku_id, n.warehouse_id, 1 from (${nextOfBoth(afterSku, afterWarehouse)}) as n
      union all
      select n.sku_id, n.warehouse_id, j.nth + 1
      from jumped as j cross join lateral (${nextOfBoth('j.sku_id', 'j.warehouse_id')}) as n
      where j.nth < ${limit}
    )
    select j.sku_id, j.warehouse_id, coalesce(s.by_status, '{}') as by_status, p.plan_id, p.state, p.kind, p.message,
           p.count_reference
    from jumped as j
    left join lateral (
      select jsonb_object_agg(status, n) as by_status from (
        select status, count(*) as n from holdfast.reservations r
        where r.account = $1 and r.sku_id = j.sku_id and r.warehouse_id = j.warehouse_id
          and r.status in ${words([...UNDER_WAY, 'invoiced'])}
        group by status) as c) as s on true
    left join lateral (
      select plan_id, state, kind, count_reference,
             coalesce(gate ->> 'message', gate #>> '{attentions,0,message}') as message
      from holdfast.plans p
      where p.account = $1 and p.plan_id = ${currentPlanId('$1', 'j.sku_id', 'j.warehouse_id')}
      limit 1) as p on true
    order by j.sku_id, j.warehouse_id`;
  return { text, values: where.values };
}

function viewOf(row: PositionRow): PositionSummary {
  return {
    skuId: row.sku_id,
    warehouseId: row.warehouse_id,
    reservations: row.by_status,
    plan:
      row.plan_id === null
        ? null
        : {
            planId: row.plan_id,
            state: row.state,
            kind: row.kind,
            message: row.message,
            countReference: row.count_reference,
          },
  };
}
