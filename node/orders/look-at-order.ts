import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { OrderId } from '../core/id';
import { say } from '../core/said/say';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { DONE, failureEntry, outcomeOfFailure, worse } from '../middlewares/outcome';
import { readOrder } from './read-order';

/** `missingSinceMs` comes from the outcome of the look before, kept with the work in between. */
export interface OrderRequest {
  orderId: OrderId;
  missingSinceMs?: number;
}

/**
 * Looks at an order because something named it. Answers what the job edge does next; failures of VTEX are outcomes,
 * broken infrastructure throws.
 */
export async function lookAtOrder(services: ChainServices, request: OrderRequest): Promise<ChainOutcome> {
  const { orderId } = request;
  const askedAtMs = services.now();
  const seen = await readOrder(services, orderId);
  if (seen.kind === 'seen') return lookAgainAtLocks(services, orderId, seen.locks.failures);
  const { failure } = seen;
  if (failure.kind === 'rejected') return sayUnknown(services, orderId, 'rejected');
  if (failure.kind === 'not-found')
    return (await services.store.knownOrder(orderId)) === null
      ? lookAgainLater(
          services,
          orderId,
          request.missingSinceMs ?? askedAtMs,
          request.missingSinceMs === undefined,
        )
      : sayUnknown(services, orderId, 'not-found');
  await services.store.appendLog([failureEntry(failure, { orderId })]);
  return outcomeOfFailure(failure);
}

/** The order is recorded as far as it is known, and looked at again for the locks that VTEX did not tell. */
async function lookAgainAtLocks(
  { store }: ChainServices,
  orderId: OrderId,
  failures: readonly VtexFailure[],
): Promise<ChainOutcome> {
  if (failures.length > 0)
    await store.appendLog(failures.map((failure) => failureEntry(failure, { orderId })));
  return failures.map(outcomeOfFailure).reduce(worse, DONE);
}

/** After the first look that did not find an order. */
const LOOKS_AGAIN_AFTER_MS = [2_000, 10_000, 60_000];
/** Clocks differ: a look that comes so much before its time was meant for it. */
const TOLERANCE_MS = 500;

/**
 * VTEX may name an order some seconds before it finds it, so not yet there is not absent. The times count from the
 * first look and lie with the work: other events in between, or a restart, neither shorten nor prolong them. After
 * the last the id is a stranger's; whatever names it again begins anew.
 */
async function lookAgainLater(
  services: ChainServices,
  orderId: OrderId,
  missingSinceMs: number,
  isFirst: boolean,
): Promise<ChainOutcome> {
  const waits = LOOKS_AGAIN_AFTER_MS.map((afterMs) => missingSinceMs + afterMs - services.now());
  const afterMs = waits.find((waitMs) => waitMs > TOLERANCE_MS);
  if (afterMs === undefined) return sayUnknown(services, orderId, 'not-found');
  const sentence = say('order.not-yet', { orderId });
  if (isFirst) await services.store.appendLog([{ kind: 'order', outcome: 'retry', ...sentence, orderId }]);
  return { kind: 'again', afterMs, reason: sentence.message, missingSinceMs };
}

/** An order that does not exist (an id that is none, another account's order) is logged and left. */
async function sayUnknown(
  { store }: ChainServices,
  orderId: OrderId,
  why: 'not-found' | 'rejected',
): Promise<ChainOutcome> {
  const sentence = say('order.unknown', { orderId, why });
  await store.appendLog([{ kind: 'order', outcome: 'nothing', ...sentence, orderId }]);
  return DONE;
}
