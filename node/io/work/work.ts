import { z } from 'zod';
import { asOrderId, asSkuId, asWarehouseId } from '../../core/id';
import { PLAN_TRIGGERS, weightier } from '../../core/plan/trigger';
import { documentPath, folderPath } from '../documents/document-path';

const trigger = z.enum(PLAN_TRIGGERS);

const work = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('look-at-order'),
    orderId: z.string().transform(asOrderId),
    /** Epoch ms since which VTEX does not find it; absent: it was not looked for in vain. */
    missingSinceMs: z.number().optional(),
  }),
  z.object({
    kind: z.literal('plan-position'),
    skuId: z.string().transform(asSkuId),
    warehouseId: z.string().transform(asWarehouseId),
    trigger,
  }),
  z.object({ kind: z.literal('deliver'), stream: z.string() }),
  z.object({ kind: z.literal('sweep') }),
  z.object({
    kind: z.literal('reconcile'),
    reconciliationId: z.string(),
    trigger: z.enum(['schedule', 'person']),
  }),
]);

/** One piece of work: an order to look at, a position to plan, a stream to send, a sweep or a comparison of the books. */
export type Work = z.output<typeof work>;

export const WORK_KINDS = ['look-at-order', 'plan-position', 'deliver', 'sweep', 'reconcile'] as const;

/**
 * `work/{kind}/{id}`: at most one document a thing, which waits, runs, or runs while the next run already waits.
 *
 * | dueAtMs | claim | meaning |
 * |---|---|---|
 * | set | null | waits until then |
 * | null | held | runs |
 * | set | held | runs, and was asked for again meanwhile |
 * | any | run out | its worker died: free again |
 */
export const workDocument = z.object({
  work,
  /** Epoch ms; null: nothing was asked for since the claim. */
  dueAtMs: z.number().nullable(),
  claim: z.object({ token: z.string(), untilMs: z.number() }).nullable(),
  /** Runs in a row that ended in an exception. */
  failures: z.number(),
  /** Unique to each write: an etag is a digest of the content, and two writes of one content would share it. */
  writeId: z.string(),
});

export type WorkDocument = z.output<typeof workDocument>;

/** A document as it was read. */
export interface WaitingWork {
  path: string;
  etag: string;
  document: WorkDocument;
}

/**
 * A claim outlives no run by much: a run ends by itself well inside the service's time-out (60 s), so one that is
 * older than this is a dead worker's.
 */
export const CLAIM_MS = 120_000;

export function pathOfWork(piece: Work): string {
  switch (piece.kind) {
    case 'look-at-order':
      return documentPath('work', piece.kind, piece.orderId);
    case 'plan-position':
      return documentPath('work', piece.kind, piece.skuId, piece.warehouseId);
    case 'deliver':
      return documentPath('work', piece.kind, piece.stream);
    case 'sweep':
      return documentPath('work', piece.kind, 'now');
    case 'reconcile':
      return documentPath('work', piece.kind, piece.reconciliationId);
  }
}

/** Every kind in one listing. */
export const WORK_FOLDER = folderPath('work');

/**
 * What hangs on the ERP is kept apart from what hangs on VTEX: an ERP that is away for an hour must not hold up
 * the look at an order.
 */
export const LANE_KINDS = {
  vtex: ['look-at-order', 'plan-position', 'sweep', 'reconcile'],
  erp: ['deliver'],
} as const satisfies Record<string, readonly Work['kind'][]>;

export type WorkLane = keyof typeof LANE_KINDS;

export function folderOfKind(kind: Work['kind']): string {
  return folderPath('work', kind);
}

const ERP_FOLDERS = LANE_KINDS.erp.map(folderOfKind);

export function laneOf(path: string): WorkLane {
  return ERP_FOLDERS.some((folder) => path.startsWith(folder)) ? 'erp' : 'vtex';
}

/** Epoch ms from which the piece may be claimed. */
export function freeAtMs({ dueAtMs, claim }: WorkDocument, nowMs: number): number {
  if (claim !== null && claim.untilMs > nowMs) return claim.untilMs;
  return dueAtMs ?? claim?.untilMs ?? 0;
}

/** Two requests for one thing in one. */
export function mergeWork(waiting: Work, asked: Work): Work {
  if (waiting.kind === 'look-at-order' && asked.kind === 'look-at-order') return { ...asked, ...waiting };
  if (waiting.kind !== 'plan-position' || asked.kind !== 'plan-position') return asked;
  return weightier(waiting, asked);
}
