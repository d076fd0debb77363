/**
 * Which plan of a position is the current one: `currentOf` of `core/plan/plan-state`, as two looks at an index however
 * many plans the position has had. Each argument is an SQL expression. Beside other tables it stands in a lateral
 * query with `limit 1`, or PostgreSQL may read all plans at once to join them.
 */
export function currentPlanId(account: string, skuId: string, warehouseId: string): string {
  const here = (alias: string) =>
    `${alias}.account = ${account} and ${alias}.sku_id = ${skuId} and ${alias}.warehouse_id = ${warehouseId}`;
  return `coalesce(
    (select open.plan_id from holdfast.plans open where ${here('open')} and open.state = 'executing'),
    (select newest.plan_id from holdfast.plans newest where ${here('newest')} and newest.state <> 'superseded'
     order by newest.sequence desc limit 1))`;
}
