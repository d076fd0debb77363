import { noStock } from '../core/gate/attentions';
import { decidePlan } from '../core/gate/gate';
import type { GateInput } from '../core/gate/gate-input';
import type { GatePlan } from '../core/gate/plan';
import { checkReading } from '../core/gate/read-consistently';
import type { OrderId } from '../core/id';
import { type Instant, instantOfMs } from '../core/instant';
import type { Position } from '../core/position';
import { knownOpenOf } from '../core/record/at-position';
import { awaitsRemoval } from '../core/record/settled';
import type { KnownReservation } from '../core/reservation/reservation';
import { say } from '../core/said/say';
import { countsOf, replacedClaims, waitingCount } from '../counts/counts-of';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { DONE, failureEntry, outcomeOfFailure } from '../middlewares/outcome';
import { readOrder } from '../orders/read-order';
import type { CarriedCount, Plan } from '../store/plan';
import { factsWithSuccessor, type OrdersBehind } from './gather-facts';
import { agreesWithItself, gatherInput, type Seen } from './gather-input';
import type { PendingCount } from './pending-count';
import { clockAhead, emptyReading, readPosition } from './read-position';
import { recordVanished } from './record-vanished';

export type Decided =
  | {
      kind: 'decided';
      gate: GatePlan;
      /** By VTEX's clock. */
      readAt: Instant;
      count: PendingCount | null;
      current: Plan | null;
      known: KnownReservation[];
    }
  | { kind: 'undecided'; outcome: ChainOutcome };

/**
 * Reads a position and what is known of it, and lets the gate decide. The record is read before the list: what
 * was placed after the list was read is then not missed in it. Called under the position's lease.
 */
export async function decidePosition(services: ChainServices, position: Position): Promise<Decided> {
  const knownBefore = await services.store.knownAtPosition(position);
  const read = await readPosition(services, position, knownOpenOf(knownBefore));
  if (read.kind === 'failure') {
    await services.store.appendLog([failureEntry(read.failure, { ...position })]);
    return { kind: 'undecided', outcome: outcomeOfFailure(read.failure) };
  }
  if (read.kind === 'absent') return decideAbsent(services, position, read.date, knownBefore);
  const { reading, check } = read;
  const { known, silent } = agreesWithItself(check)
    ? await recordVanished(services, position, reading, knownBefore)
    : { known: knownBefore, silent: [] };
  return decideSeen(services, { ...read, known, silent }, await neededCounts(services, position));
}

async function neededCounts({ store }: ChainServices, position: Position): Promise<CarriedCount[]> {
  const counts = await countsOf(store, position);
  const replaced = replacedClaims(counts);
  if (replaced.length > 0) await store.forgetCounts(position, replaced);
  return counts;
}

async function decideSeen(
  services: ChainServices,
  seen: Seen,
  counts: readonly CarriedCount[],
): Promise<Decided> {
  const { reading } = seen;
  const gathered = await gatherInput(services, seen, counts);
  if (gathered.kind === 'failure') {
    await services.store.appendLog([failureEntry(gathered.failure, { ...reading.position })]);
    return { kind: 'undecided', outcome: outcomeOfFailure(gathered.failure) };
  }
  const { input, behind, count, current } = gathered;
  const gate = await withFreshBlocker(services, input, behind);
  return { kind: 'decided', gate, readAt: reading.balanceDate, count, current, known: gathered.known };
}

/**
 * VTEX keeps no stock of this SKU here: a kit, whose parts say where it is reserved, a position that was taken away, or
 * one that a system now writes for the first time. What is settled and cannot be placed anywhere is told to a person,
 * with its numbers.
 */
async function decideAbsent(
  services: ChainServices,
  position: Position,
  date: Instant | null,
  before: KnownReservation[],
): Promise<Decided> {
  const { known, silent } = await recordVanished(services, position, null, before);
  const waiting = known.filter(awaitsRemoval);
  const counts = await neededCounts(services, position);
  if (waiting.length === 0 && date !== null && waitingCount(counts)?.count.claim !== undefined) {
    const reading = emptyReading(position, date);
    const clockAheadMs = clockAhead(services.now(), date);
    const check = checkReading(reading, knownOpenOf(known));
    return decideSeen(services, { reading, check, clockAheadMs, known, silent }, counts);
  }
  if (waiting.length === 0) {
    const { skuId, warehouseId } = position;
    const sentence = say('plan.no-stock', { skuId, warehouseId });
    await services.store.appendLog([{ kind: 'plan', outcome: 'nothing', ...sentence, skuId, warehouseId }]);
    return { kind: 'undecided', outcome: DONE };
  }
  const gate: GatePlan = {
    kind: 'attention',
    position,
    totalQuantity: 0,
    reservedQuantity: 0,
    kept: [],
    attentions: [noStock(position, waiting)],
  };
  const current = await services.store.currentPlan(position);
  return { kind: 'decided', gate, readAt: instantOfMs(services.now()), count: null, current, known };
}

/** A recorded order that blocks others for longer may have been invoiced without an event reaching us. */
const BLOCKER_STALE_MS = 5 * 60_000;
/** Reading one blocker may only show the next one. */
const MAX_BLOCKERS = 10;

async function withFreshBlocker(
  services: ChainServices,
  input: GateInput,
  behind: Extract<OrdersBehind, { kind: 'orders' }>,
): Promise<GatePlan> {
  const { reading } = input;
  for (let looked = 0; ; looked += 1) {
    const gate = decidePlan(input);
    const orderId = looked < MAX_BLOCKERS ? staleBlocker(services, gate, behind) : null;
    if (orderId === null) return gate;
    const seen = await readOrder(services, orderId, reading.position);
    if (seen.kind === 'failure') {
      await services.store.appendLog([failureEntry(seen.failure, { orderId, ...reading.position })]);
      return gate;
    }
    for (const [lockId, orders] of behind.known) {
      if (!orders.some(({ order }) => order.orderId === orderId)) continue;
      const now = orders.map((known) => (known.order.orderId === orderId ? seen.known : known));
      behind.known.set(lockId, now);
      const quantity =
        reading.pages.flatMap((page) => page.items).find((one) => one.lockId === lockId)?.quantity ?? 0;
      behind.facts.set(lockId, await factsWithSuccessor(services, now, reading, { lockId, quantity }));
    }
  }
}

function staleBlocker(
  services: ChainServices,
  gate: GatePlan,
  behind: Extract<OrdersBehind, { kind: 'orders' }>,
): OrderId | null {
  if (gate.kind !== 'hold' || gate.blockedBy === null || !gate.kept.some((one) => one.because === 'waiting'))
    return null;
  const orders = gate.blockedBy.lockId === null ? [] : (behind.known.get(gate.blockedBy.lockId) ?? []);
  const stale = orders.find(({ readAtMs }) => services.now() - readAtMs >= BLOCKER_STALE_MS);
  return stale?.order.orderId ?? null;
}
