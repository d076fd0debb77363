import { decidePlan } from '../core/gate/gate';
import type { GateInput, GatePlan } from '../core/gate/plan';
import type { PositionReading } from '../core/gate/reading';
import { orderFactsFor } from '../core/order/order-facts';
import type { Position } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainOutcome, ChainServices } from '../services/chain-services';
import { DONE, failureEntry, outcomeOfFailure } from '../services/outcome';
import type { Plan } from '../store/plan';
import { deductedOf, knownOpenOf, leftOf, type OrdersBehind, ordersBehind } from './gather-facts';
import { lookAgain } from './look-again';
import { lookAtMissing } from './look-at-missing';
import { markGone } from './mark-gone';
import { noticeLeft } from './notice-left';
import { noticeOutsideUpdate } from './notice-outside-update';
import { type PendingCount, pendingCount } from './pending-count';
import { readPosition } from './read-position';

export type Decided =
  | {
      kind: 'decided';
      gate: GatePlan;
      reading: PositionReading;
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
  if (read.kind === 'absent') return leaveAbsent(services, position, knownBefore);
  const { reading, check } = read;
  const agreesWithItself = check.kind === 'consistent' || check.cause === 'known-missing';
  const known = agreesWithItself ? await tidyRecord(services, reading, knownBefore) : knownBefore;
  const behind = await ordersBehind(services, reading);
  if (behind.kind === 'failure') {
    await services.store.appendLog([failureEntry(behind.failure, { ...position })]);
    return { kind: 'undecided', outcome: outcomeOfFailure(behind.failure) };
  }
  const current = await services.store.currentPlan(position);
  const count = await pendingCount(services, position);
  const input: GateInput = {
    reading,
    orders: behind.facts,
    knownOpen: knownOpenOf(known),
    left: agreesWithItself ? leftOf(known, reading) : [],
    deducted: deductedOf(known),
    trust: await services.store.watermarkTrust(),
    guardGapMs: services.settings.guardGapMs,
    count:
      count === null
        ? null
        : {
            onHand: count.onHand,
            countedAt: count.countedAt,
            reference: count.reference,
            removedAfterCount: count.removedAfterCount,
          },
  };
  const gate = await withFreshBlocker(services, input, behind);
  return { kind: 'decided', gate, reading, count, current, known };
}

/** Brings the record up to what a list that agrees with itself shows. */
async function tidyRecord(
  services: ChainServices,
  reading: PositionReading,
  before: KnownReservation[],
): Promise<KnownReservation[]> {
  const { position } = reading;
  const current = await services.store.currentPlan(position);
  const known = await noticeLeft(services, current, await lookAtMissing(services, reading, before), reading);
  const concluded = await noticeOutsideUpdate(services, current, reading);
  const left = new Set(leftOf(known, reading).map((one) => one.lockId));
  const settled = concluded ? [] : known.filter((one) => !left.has(one.lockId));
  const gone = new Set(await markGone(services, position, settled, reading));
  if (!concluded) return known.filter((one) => !gone.has(one.lockId));
  const locks = new Set(known.map((one) => one.lockId));
  return (await services.store.knownAtPosition(position)).filter((one) => locks.has(one.lockId));
}

async function leaveAbsent(
  services: ChainServices,
  position: Position,
  known: KnownReservation[],
): Promise<Decided> {
  await markGone(services, position, known, null);
  const { skuId, warehouseId } = position;
  const message = `VTEX keeps no stock of SKU ${skuId} in warehouse ${warehouseId}: nothing to plan.`;
  await services.store.appendLog([{ kind: 'plan', outcome: 'nothing', message, skuId, warehouseId }]);
  return { kind: 'undecided', outcome: DONE };
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
    const seen = await lookAgain(services, orderId, reading.position);
    if (seen.kind === 'failure') {
      await services.store.appendLog([failureEntry(seen.failure, { orderId, ...reading.position })]);
      return gate;
    }
    for (const [lockId, known] of behind.known) {
      if (known.order.orderId !== orderId) continue;
      behind.known.set(lockId, seen.known);
      const quantity =
        reading.pages.flatMap((page) => page.items).find((one) => one.lockId === lockId)?.quantity ?? 0;
      behind.facts.set(lockId, orderFactsFor(seen.known.order, { ...reading.position, lockId, quantity }));
    }
  }
}

function staleBlocker(
  services: ChainServices,
  gate: GatePlan,
  behind: Extract<OrdersBehind, { kind: 'orders' }>,
): string | null {
  if (gate.kind !== 'hold' || gate.blockedBy === null || !gate.kept.some((one) => one.because === 'waiting'))
    return null;
  const known = gate.blockedBy.lockId === null ? undefined : behind.known.get(gate.blockedBy.lockId);
  if (known === undefined || services.now() - known.readAtMs < BLOCKER_STALE_MS) return null;
  return known.order.orderId;
}
