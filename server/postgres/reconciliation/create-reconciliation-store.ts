import type { Position } from '@holdfast/node/core/position';
import type { Opening } from '@holdfast/node/core/reconciliation/books';
import type {
  ReconciliationStore,
  Report,
  ReportLine,
  ReportSummary,
} from '@holdfast/node/store/reconciliation';
import type { Pool } from 'pg';

/** Reports of one account, and the opening of each position, in PostgreSQL. */
export function createReconciliationStore({
  pool,
  account,
}: {
  pool: Pool;
  account: string;
}): ReconciliationStore {
  return {
    saveReport: (report) => saveReport(pool, account, report),
    report: (reconciliationId) => readReport(pool, account, reconciliationId),
    opening: (position) => readOpening(pool, account, position),
    async saveOpening({ skuId, warehouseId }, opening, comparedAtMs) {
      await pool.query(
        `insert into holdfast.reconciled_positions (account, sku_id, warehouse_id, opening, compared_at)
         values ($1, $2, $3, $4, $5)
         on conflict (account, sku_id, warehouse_id)
         do update set opening = excluded.opening, compared_at = excluded.compared_at`,
        [account, skuId, warehouseId, JSON.stringify(opening), new Date(comparedAtMs)],
      );
    },
    lastProvenTotal: (position, sinceMs) => lastProvenTotal(pool, account, position, sinceMs),
  };
}

async function saveReport(pool: Pool, account: string, { lines, ...summary }: Report): Promise<void> {
  await pool.query(
    `insert into holdfast.reconciliations (account, reconciliation_id, state, started_at, summary, lines)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (account, reconciliation_id)
     do update set state = excluded.state, summary = excluded.summary, lines = excluded.lines`,
    [
      account,
      summary.reconciliationId,
      summary.state,
      new Date(summary.startedAtMs),
      JSON.stringify(summary),
      JSON.stringify(lines),
    ],
  );
}

async function readReport(pool: Pool, account: string, reconciliationId: string): Promise<Report | null> {
  const { rows } = await pool.query<{ summary: ReportSummary; lines: ReportLine[] }>(
    'select summary, lines from holdfast.reconciliations where account = $1 and reconciliation_id = $2',
    [account, reconciliationId],
  );
  const [row] = rows;
  return row === undefined ? null : { ...row.summary, lines: row.lines };
}

async function readOpening(pool: Pool, account: string, { skuId, warehouseId }: Position) {
  const { rows } = await pool.query<{ opening: Opening; compared_at: Date }>(
    `select opening, compared_at from holdfast.reconciled_positions
     where account = $1 and sku_id = $2 and warehouse_id = $3`,
    [account, skuId, warehouseId],
  );
  const [row] = rows;
  return row === undefined ? null : { opening: row.opening, comparedAtMs: row.compared_at.getTime() };
}

/** Of the last update that was read back and found applied; one that released nothing has set its total all the same. */
async function lastProvenTotal(
  pool: Pool,
  account: string,
  { skuId, warehouseId }: Position,
  sinceMs: number,
): Promise<number | null> {
  const { rows } = await pool.query<{ total: number | null }>(
    `select coalesce((result ->> 'totalQuantity')::int, (result ->> 'repairedTotal')::int,
              (intent #>> '{update,quantity}')::int) as total
     from holdfast.plans
     where account = $1 and sku_id = $2 and warehouse_id = $3 and intent is not null and updated_at >= $4
       and result ->> 'kind' in ('proven', 'lost', 'not-released')
     order by updated_at desc, sequence desc limit 1`,
    [account, skuId, warehouseId, new Date(sinceMs)],
  );
  return rows[0]?.total ?? null;
}
