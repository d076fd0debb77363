import type { ErpConnector } from '../../clients/erp/connector';
import { deliverStream } from '../../deliver/deliver-stream';
import type { ChainOutcome, ChainServices } from '../../middlewares/chain-services';
import { planPosition } from '../../middlewares/position/chain';
import { lookAtOrder } from '../../orders/look-at-order';
import { runSlice } from '../reconciliation/run-slice';
import type { VBaseReports } from '../store/reports';
import { sweepOnce } from './listen';
import type { Work } from './work';

export interface PieceServices extends ChainServices {
  /** Null: no ERP is connected. */
  connector: ErpConnector | null;
  reports: VBaseReports;
  /** How far the first sweep looks back. */
  backfillHours: number;
  /** In [0, 1). */
  random(): number;
}

/** What became of a piece; what it found is in the sync log. */
export type PieceEnd =
  | { kind: 'done' }
  /** `work`: as what it waits from now on, where that is something else. */
  | { kind: 'again'; atMs: number; work?: Work };

/**
 * Parked work waits for a person (a missing License Manager resource). Nobody tells us when that is mended, so it
 * is tried again at this pace: nothing is lost, and work resumes by itself.
 */
export const PARKED_RETRY_MS = 5 * 60_000;

/** Does one piece, by the same functions as the server's jobs. `stopAtMs`: nothing more is begun after it. */
export async function runPiece(services: PieceServices, work: Work, stopAtMs: number): Promise<PieceEnd> {
  switch (work.kind) {
    case 'look-at-order':
      return endOf(services, await lookAtOrder(services, work), work);
    case 'plan-position': {
      const { skuId, warehouseId, trigger } = work;
      return endOf(
        services,
        await planPosition(services, { position: { skuId, warehouseId }, trigger }),
        work,
      );
    }
    case 'deliver':
      return sendStream(services, work.stream, stopAtMs);
    case 'sweep':
      await sweepOnce(services);
      return { kind: 'done' };
    case 'reconcile':
      return runSlice(services, work, stopAtMs);
  }
}

function endOf({ now }: PieceServices, outcome: ChainOutcome, work: Work): PieceEnd {
  if (outcome.kind === 'done') return { kind: 'done' };
  if (outcome.kind === 'parked') return { kind: 'again', atMs: now() + PARKED_RETRY_MS };
  const { afterMs, missingSinceMs } = outcome;
  const again = { kind: 'again' as const, atMs: now() + afterMs };
  if (work.kind !== 'look-at-order' || missingSinceMs === undefined) return again;
  return { ...again, work: { ...work, missingSinceMs } };
}

/** One message at a time, so that a slow ERP cannot hold the stream beyond the time of this run. */
async function sendStream(services: PieceServices, stream: string, stopAtMs: number): Promise<PieceEnd> {
  const { connector, store, now, random } = services;
  // Asked for anew by the tick once an ERP is connected.
  if (connector === null) return { kind: 'done' };
  for (;;) {
    const run = await deliverStream({ store, connector, now, random, maxDeliveries: 1 }, stream);
    if (run.kind !== 'wait') return { kind: 'done' };
    if (run.untilMs > now() || now() >= stopAtMs) return { kind: 'again', atMs: run.untilMs };
  }
}
