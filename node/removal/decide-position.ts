import { decidePlan } from '../core/gate/gate';
import type { GateInput, GatePlan } from '../core/gate/plan';
import type { PositionReading } from '../core/gate/reading';
import { orderFactsFor } from '../core/order/order-facts';
import type { Position } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import { say } from '../core/said/say';
import { countsOf, lastApplied } from '../counts/counts-of';
import type { ChainOutcome, ChainServices } from '../services/chain-services';
import { DONE, failureEntry, outcomeOfFailure } from '../services/outcome';
import type { CarriedCount, Plan } from '../store/plan';
import { deductedOf, knownOpenOf, leftOf, type OrdersBehind, ordersBehind } from './gather-facts';
import { lookAgain } from './look-again';
import { lookAtMissing } from './look-at-missing';
import { markGone } from './mark-gone';
import { noticeGivenBack } from './notice-given-back';
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
  const counts = await countsOf(services.store, position);
  const count = await pendingCount(services, position, counts);
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
    lastCount: lastCountOf(counts),
  };
  const gate = await withFreshBlocker(services, input, behind);
  return { kind: 'decided', gate, reading, count, current, known };
}

function lastCountOf(counts: readonly CarriedCount[]): GateInput['lastCount'] {
  const applied = lastApplied(counts);
  const gate = applied?.plan?.gate;
  return applied && gate ? { countedAt: applied.count.countedAt, kept: gate.kept } : null;
}

/**
 * Brings the record up to what a list that agrees with itself shows. The total is remembered last: after a crash on
 * the way the next plan sees the same difference.
 */
async function tidyRecord(
  services: ChainServices,
  reading: PositionReading,
  before: KnownReservation[],
): Promise<KnownReservation[]> {
  const { store } = services;
  const { position, balance } = reading;
  const current = await store.currentPlan(position);
  const present = await lookAtMissing(services, reading, before);
  const isConcluded = await noticeOutsideUpdate(services, current, reading);
  const locks = new Set(present.map((one) => one.lockId));
  const recorded = isConcluded
    ? (await store.knownAtPosition(position)).filter((one) => locks.has(one.lockId))
    : present;
  const known = await noticeLeft(services, current, recorded, reading);
  const left = new Set(leftOf(known, reading).map((one) => one.lockId));
  const settled = known.filter((one) => !left.has(one.lockId));
  const gone = new Set(await markGone(services, position, settled, reading));
  const wentOut = known.filter((one) => gone.has(one.lockId));
  const remaining = known.filter((one) => !gone.has(one.lockId));
  const owed = await noticeGivenBack(services, remaining, wentOut, reading);
  // One that VTEX would not speak of has still to be judged by what the total was.
  if (known.length === recorded.length && !balance.isUnlimited)
    await store.seeTotal(position, balance.totalQuantity);
  return owed;
}

async function leaveAbsent(
  services: ChainServices,
  position: Position,
  known: KnownReservation[],
): Promise<Decided> {
  await markGone(services, position, known, null);
  const { skuId, warehouseId } = position;
  const sentence = say('plan.no-stock', { skuId, warehouseId });
  await services.store.appendLog([{ kind: 'plan', outcome: 'nothing', ...sentence, skuId, warehouseId }]);
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
