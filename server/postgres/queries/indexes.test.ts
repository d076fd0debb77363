import type { Pool } from 'pg';
import { anId } from '../../../test/builders/an-id';
import { freshDatabase } from '../../../test/postgres/fresh-database';
import { createPool } from '../pool';
import { deliveryPageQuery } from './list-deliveries';
import { logPageQuery } from './list-log';
import { orderPageQuery } from './list-orders';
import { planPageQuery } from './list-plans';
import { positionPageQuery } from './list-positions';
import { RECENT } from './recent-facts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let pool: Pool;

/** Enough rows, over two partitions, that reading all of them would be worse than any index. */
beforeAll(async () => {
  database = await freshDatabase();
  pool = createPool({ databaseUrl: database.url, applicationName: 'test indexes' });
  await pool.query(
    `insert into holdfast.sync_log (account, at, kind, outcome, message, order_id, sku_id, warehouse_id, plan_id)
     select 'acme', now() - i * interval '5 seconds',
       case when i % 20 = 0 then 'plan' when i % 301 = 0 then 'delivery' else 'notification' end,
       case when i % 500 = 0 then 'failed' else 'ok' end, 'm', 'o' || i % 2000,
       case when i % 20 = 0 then 's' || i % 700 end, case when i % 20 = 0 then 'w' end, case when i % 20 = 0 then 'p' || i end
     from generate_series(1, 20000) i`,
  );
  await pool.query(
    `insert into holdfast.orders (account, order_id, reading, read_at)
     select 'acme', 'o' || i, '{}', now() - i * interval '1 second' from generate_series(1, 5000) i`,
  );
  await pool.query(
    `insert into holdfast.reservations (account, lock_id, sku_id, warehouse_id, order_id, quantity, status, version, held_as, is_told, was_seen_open)
     select 'acme', 'l' || i, 's' || i % 100, 'w', 'o' || i % 5000, 1, 'removed', 1, 'lock', true, true from generate_series(1, 20000) i`,
  );
  await pool.query(
    `insert into holdfast.deliveries (account, id, stream, type, order_id, occurred_at, data, state)
     select 'acme', 'd' || i, 'order/o' || i % 5000, 't', 'o' || i % 5000, '', '{}', 'accepted' from generate_series(1, 20000) i`,
  );
  await pool.query(
    `insert into holdfast.plans (account, plan_id, sku_id, warehouse_id, trigger, kind, state, fingerprint, gate, created_at, updated_at)
     select 'acme', 'p' || i, 's' || i % 100, 'w', 'event', 'remove',
       case when i % 50 = 0 then 'proposed' else 'superseded' end, 'f', '{}', now(), now() from generate_series(1, 5000) i`,
  );
  await pool.query('analyze');
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const limit = 50;
const after = { at: '2030-01-01T00:00:00.000000Z', id: '1' };

test.each([
  ['the log', logPageQuery('acme', { limit }, null)],
  ['the log, further on', logPageQuery('acme', { limit }, after)],
  ['the log by rare kinds', logPageQuery('acme', { limit, kind: ['plan', 'delivery'] }, null)],
  ['the log by rare outcomes', logPageQuery('acme', { limit, outcome: ['failed', 'parked'] }, null)],
  ['the log of an order', logPageQuery('acme', { limit, orderId: anId('o7') }, null)],
  [
    'the log of a position',
    logPageQuery('acme', { limit, skuId: anId('s140'), warehouseId: anId('w') }, null),
  ],
  [
    'the log of a warehouse with few lines',
    logPageQuery('acme', { limit, warehouseId: anId('nowhere') }, null),
  ],
  ['the log of a plan', logPageQuery('acme', { limit, planId: anId('p40') }, null)],
  ['what is recent', { text: RECENT, values: ['acme', new Date()] }],
  ['orders', orderPageQuery('acme', { limit }, null)],
  ['deliveries', deliveryPageQuery('acme', { limit }, null)],
  ['deliveries that are parked', deliveryPageQuery('acme', { limit, state: ['parked'] }, null)],
  ['deliveries of an order', deliveryPageQuery('acme', { limit, orderId: anId('o7') }, null)],
  ['recommendations', planPageQuery('acme', { limit }, null)],
  ['positions', positionPageQuery('acme', { limit }, null)],
])('a page of %s reads an index, and little of it', async (_name, { text, values }) => {
  const { rows } = await pool.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
    `explain (analyze, format json) ${text}`,
    values,
  );
  const nodes = rows.flatMap((row) => flatten(row['QUERY PLAN'][0].Plan));
  const scans = nodes.filter((node) => node['Relation Name'] !== undefined);
  expect(scans.filter((node) => node['Node Type'] === 'Seq Scan' && rowsRead(node) > 100)).toEqual([]);
  expect(Math.max(...scans.map(rowsRead))).toBeLessThan(3_000);
});

interface PlanNode {
  'Node Type': string;
  'Relation Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: PlanNode[];
}

function flatten(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(flatten)];
}

function rowsRead(node: PlanNode): number {
  return (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
}
