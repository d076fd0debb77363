import type { ReportSummary } from '@holdfast/node/store/reconciliation';
import type { Pool } from 'pg';

/** The newest reports, without their lines. */
export async function listReports(pool: Pool, account: string, limit: number): Promise<ReportSummary[]> {
  const { rows } = await pool.query<{ summary: ReportSummary }>(
    'select summary from holdfast.reconciliations where account = $1 order by sequence desc limit $2',
    [account, limit],
  );
  return rows.map(({ summary }) => summary);
}
