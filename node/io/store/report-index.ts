import type { ReportSummary } from '../../store/reconciliation';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import { backOff } from './change-document';
import { REPORTS_PATH } from './paths';
import { readPlain } from './read-document';
import type { StoreContext } from './store-context';

const ROUNDS = 30;

/** Every report that is kept, the newest first, without its lines. A report is entered before it is written. */
export async function readIndex(ctx: StoreContext): Promise<ReportSummary[]> {
  return (await loadIndex(ctx)).reports;
}

/** `change` may run more than once; null leaves the index as it is. */
export async function changeIndex(
  ctx: StoreContext,
  change: (reports: readonly ReportSummary[]) => ReportSummary[] | null,
): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    if (round > 0) await backOff(ctx, round);
    const { reports, etag } = await loadIndex(ctx);
    const changed = change(reports);
    if (changed === null) return;
    const written = await ctx.documents.write(REPORTS_PATH, { reports: changed }, etag);
    if (written.kind === 'written') return;
    if (written.kind === 'unsure') throw new PlatformUnavailable(written.message);
  }
  throw new PlatformUnavailable(`${REPORTS_PATH} is being changed by too many at once`);
}

async function loadIndex(ctx: StoreContext): Promise<{ reports: ReportSummary[]; etag: string | 'absent' }> {
  const found = await readPlain(ctx.documents, REPORTS_PATH);
  if (found === null) return { reports: [], etag: 'absent' };
  return { reports: (found.value as { reports: ReportSummary[] }).reports, etag: found.etag };
}
