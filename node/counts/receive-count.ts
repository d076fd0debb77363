import { z } from 'zod';
import { positionName } from '../core/gate/sentence-parts';
import { asPlanId, asSkuId, asWarehouseId, isId, type PlanId } from '../core/id';
import { type Instant, msOfInstant, parseInstant } from '../core/instant';
import type { Position } from '../core/position';
import type { StoredCount } from '../store/plan';
import type { Dispatcher, Store } from '../store/store';
import { type CountStore, countsOf, lastApplied, waitingCount } from './counts-of';

export interface CountServices {
  store: Pick<Store, 'recordCount'> & CountStore;
  dispatcher: Pick<Dispatcher, 'planPosition'>;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

export interface ReceiveServices extends CountServices {
  /** An older count is refused. */
  countMaxAgeDays: number;
}

export type CountAnswer =
  | { status: 202; content: { planId: PlanId } }
  | { status: 400 | 409; content: { error: string; recorded?: RecordedCount } };

/** What stands under a reference that came again with other numbers. */
type RecordedCount = Pick<StoredCount, 'onHand' | 'countedAt' | 'planId'>;

/** Clocks differ: a count this far ahead of ours is still now. */
const CLOCK_TOLERANCE_MS = 5_000;
const DAY_MS = 24 * 3_600_000;
const id = z.string().refine(isId);
const positionShape = z.object({
  skuId: id.transform(asSkuId),
  warehouseId: id.transform(asWarehouseId),
});
const countShape = z.object({
  onHand: z
    .int('onHand must be a whole number, 0 or more')
    .min(0, 'onHand must be 0 or more')
    .max(2_147_483_647, 'onHand is too large'),
  countedAt: z.string('countedAt must be an ISO 8601 instant').transform(toInstant),
  reference: z
    .string('reference must be a text')
    .regex(/^[^\p{Cc}\p{Cs}]{1,200}$/u, 'reference must be a text of 1 to 200 characters'),
});

function toInstant(text: string, ctx: z.RefinementCtx): Instant {
  const instant = /(Z|[+-]\d{2}(:?\d{2})?)$/.test(text) ? parseInstant(text) : null;
  if (instant !== null) return instant;
  ctx.addIssue('countedAt must be an ISO 8601 instant with its offset, like 2024-05-01T12:00:00Z');
  return z.NEVER;
}

/**
 * What the ERP counted at one position. Recorded before the 202, then planned like every other change of
 * stock. `params` are the ids of the path, `body` is the parsed JSON, or undefined when it was none.
 */
export async function receiveCount(
  services: ReceiveServices,
  params: unknown,
  body: unknown,
): Promise<CountAnswer> {
  const position = positionShape.safeParse(params);
  if (!position.success)
    return refuse('skuId or warehouseId in the path is no id that VTEX could be asked for.');
  const count = countShape.safeParse(body);
  if (!count.success) return refuse(reasonOf(count.error));
  const received = { position: position.data, ...count.data };
  const wrongTime = await wrongTimeOf(services, received);
  if (wrongTime !== null) return refuse(wrongTime);
  const taken = await takeCount(services, received);
  if (taken.kind === 'older') return { status: 409, content: { error: taken.why } };
  const apart = taken.isNew ? null : await apartFromRecorded(services.store, received);
  return apart ?? { status: 202, content: { planId: taken.planId } };
}

/** A reference names one count: who sends other numbers under it means another one, and must not believe it taken. */
async function apartFromRecorded(
  store: CountStore,
  { position, reference, onHand, countedAt }: Omit<StoredCount, 'planId'>,
): Promise<CountAnswer | null> {
  const [recorded] = await store.countsAt(position, { limit: 1, reference });
  if (recorded === undefined) return null;
  const { count } = recorded;
  if (count.onHand === onHand && count.countedAt === countedAt) return null;
  const error = `${reference} was recorded with onHand ${count.onHand}, counted at ${count.countedAt}: another count wants another reference.`;
  const { planId } = count;
  return {
    status: 409,
    content: { error, recorded: { onHand: count.onHand, countedAt: count.countedAt, planId } },
  };
}

/**
 * An ERP that sends the date of its last physical count for ever, or whose clock is wrong, would set a total that
 * nothing can be reckoned from. A count that was taken before keeps its answer, however old it is by now.
 */
async function wrongTimeOf(
  { store, now, countMaxAgeDays }: ReceiveServices,
  count: Omit<StoredCount, 'planId'>,
): Promise<string | null> {
  const ageMs = now() - msOfInstant(count.countedAt);
  if (ageMs < -CLOCK_TOLERANCE_MS) return 'countedAt lies in the future (more than 5 s by the clock here).';
  if (ageMs <= countMaxAgeDays * DAY_MS || (await wasTaken(store, count))) return null;
  return `countedAt is older than the ${countMaxAgeDays} days a count may be old: count again.`;
}

export type TakenCount =
  /** Not new: its reference was recorded before, whatever its numbers. */
  | { kind: 'taken'; planId: PlanId; isNew: boolean }
  /** Older than what the position has by now; `why` is a sentence. */
  | { kind: 'older'; why: string };

/**
 * Records a count and asks for its plan.
 *
 * | the count | answer |
 * |---|---|
 * | its reference was taken before | the same plan as then, however old it is by now |
 * | older than the one applied last | refused: the position has newer numbers |
 * | older than one that still waits | the plan of that one: of two that wait the newer wins |
 * | any other | a plan of its own |
 */
export async function takeCount(
  services: CountServices,
  count: Omit<StoredCount, 'planId'>,
): Promise<TakenCount> {
  const { store, dispatcher, newId, now } = services;
  const { position, countedAt } = count;
  const isRepeat = await wasTaken(store, count);
  const counts = isRepeat ? [] : await countsOf(store, position);
  const applied = lastApplied(counts);
  if (applied !== null && countedAt < applied.count.countedAt)
    return { kind: 'older', why: olderThan(position, countedAt, applied.count) };
  const waiting = waitingCount(counts)?.count ?? null;
  const planId = waiting !== null && countedAt < waiting.countedAt ? waiting.planId : asPlanId(newId());
  const recorded = await store.recordCount({ ...count, planId });
  // A count that is not new may still wait for its plan: the process may have died just here.
  if (recorded.isNew || (await store.plan(recorded.planId)) === null)
    await dispatcher.planPosition(position, now(), 'count');
  return { kind: 'taken', planId: recorded.planId, isNew: recorded.isNew };
}

async function wasTaken(
  store: CountStore,
  { position, reference }: Pick<StoredCount, 'position' | 'reference'>,
): Promise<boolean> {
  return (await store.countsAt(position, { limit: 1, reference })).length > 0;
}

function olderThan(position: Position, countedAt: Instant, applied: StoredCount): string {
  return `${positionName(position)} was set by a newer count: ${applied.reference}, counted at ${applied.countedAt}. This one was counted at ${countedAt} and changes nothing; count again.`;
}

function refuse(error: string): CountAnswer {
  return { status: 400, content: { error } };
}

function reasonOf(error: z.ZodError): string {
  const reasons = error.issues.map((issue) =>
    issue.path.length === 0 ? 'The body must be a JSON object' : issue.message,
  );
  return `${[...new Set(reasons)].join('; ')}.`;
}
