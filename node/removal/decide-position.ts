import { noStock } from '../core/gate/attentions';
import { decidePlan } from '../core/gate/gate';
import type { GateInput, GatePlan, StockCount } from '../core/gate/plan';
import type { OrderId } from '../core/id';
import { type Instant, instantOfMs, plusMs } from '../core/instant';
import type { Position } from '../core/position';
import { knownOpenOf, leftOf, unreservedOf } from '../core/record/at-position';
import { awaitsRemoval } from '../core/record/settled';
import type { KnownReservation } from '../core/reservation/reservation';
import { say } from '../core/said/say';
import { countsOf, lastApplied } from '../counts/counts-of';
import type { ChainOutcome, ChainServices } from '../middlewares/chain-services';
import { DONE, failureEntry, outcomeOfFailure } from '../middlewares/outcome';
import { readOrder } from '../orders/read-order';
import type { CarriedCount, Plan } from '../store/plan';
import {
  deductedUnits,
  factsWithSuccessor,
  type OrdersBehind,
  ordersBehind,
  unheldOf,
  withUnheldRead,
} from './gather-facts';
import { type PendingCount, pendingCount } from './pending-count';
import { readPosition } from './read-position';
import { recordVanished } from './record-vanished';
import { unreadableSince } from './unreadable-since';

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
  if (read.kind === 'absent') return decideAbsent(services, position, knownBefore);
  const { reading, check, clockAheadMs } = read;
  const agreesWithItself = check.kind === 'consistent' || check.cause === 'known-missing';
  const { known: tidied, silent } = agreesWithItself
    ? await recordVanished(services, position, reading, knownBefore)
    : { known: knownBefore, silent: [] };
  const counts = await countsOf(services.store, position);
  const count = await pendingCount(services, position, counts, clockAheadMs);
  const isCounted = count !== null && agreesWithItself;
  const known = isCounted ? await withUnheldRead(services, tidied, reading) : tidied;
  const behind = await ordersBehind(services, reading);
  if (behind.kind === 'failure') {
    await services.store.appendLog([failureEntry(behind.failure, { ...position })]);
    return { kind: 'undecided', outcome: outcomeOfFailure(behind.failure) };
  }
  const current = await services.store.currentPlan(position);
  const input: GateInput = {
    reading,
    orders: behind.facts,
    knownOpen: knownOpenOf(known),
    left: agreesWithItself ? leftOf(known, reading) : [],
    unreserved: agreesWithItself ? unreservedOf(known, reading) : [],
    unheld: agreesWithItself ? await unheldOf(services, known, reading) : [],
    silent: silent.map(({ lockId, orderId }) => ({ lockId, orderId })),
    unreadableSince: await unreadableSince(
      services,
      position,
      current,
      check.kind === 'inconsistent' || silent.length > 0,
    ),
    deducted: await deductedUnits(services, known, reading),
    trust: await services.store.watermarkTrust(),
    guardGapMs: services.settings.guardGapMs,
    count: count && countedUnits(count),
    lastCount: lastCountOf(counts, clockAheadMs),
  };
  const gate = await withFreshBlocker(services, input, behind);
  return { kind: 'decided', gate, readAt: reading.balanceDate, count, current, known };
}

/** The count as the gate knows it: its plan's id is none of the evidence. */
function countedUnits({ planId: _planId, ...count }: PendingCount): StockCount {
  return count;
}

function lastCountOf(counts: readonly CarriedCount[], aheadMs: number): GateInput['lastCount'] {
  const applied = lastApplied(counts);
  const gate = applied?.plan?.gate;
  if (!applied || !gate) return null;
  const counted = gate.kind === 'remove' ? gate.count?.seenUpTo : undefined;
  const seenUpTo = counted ?? plusMs(applied.count.countedAt, -Math.max(0, aheadMs));
  const setAside = gate.kind === 'remove' ? (gate.setAside ?? []) : [];
  const unsure = gate.attentions.filter(({ reason }) => reason === 'count-unsure');
  return { seenUpTo, kept: gate.kept, setAside, unsure };
}

/**
 * VTEX keeps no stock of this SKU here: a kit, whose parts say where it is reserved, or a position that was taken
 * away. What is settled and cannot be placed anywhere is told to a person, with its numbers.
 */
async function decideAbsent(
  services: ChainServices,
  position: Position,
  before: KnownReservation[],
): Promise<Decided> {
  const { known } = await recordVanished(services, position, null, before);
  const waiting = known.filter(awaitsRemoval);
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
