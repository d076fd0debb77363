import type { VtexFailure } from '../clients/vtex/vtex-api';
import type { GateInput } from '../core/gate/gate-input';
import type { ReadingCheck } from '../core/gate/read-consistently';
import type { PositionReading } from '../core/gate/reading';
import type { StockCount } from '../core/gate/stock-count';
import { cancellationsSureFrom } from '../core/gateway/claim';
import { plusMs } from '../core/instant';
import { knownOpenOf, leftOf, unreservedOf } from '../core/record/at-position';
import type { KnownReservation } from '../core/reservation/reservation';
import { lastApplied } from '../counts/counts-of';
import type { ChainServices } from '../middlewares/chain-services';
import type { CarriedCount, Plan } from '../store/plan';
import {
  deductedUnits,
  type OrdersBehind,
  ordersBehind,
  unheldOf,
  untoldOf,
  withUnheldRead,
} from './gather-facts';
import { type PendingCount, pendingCount } from './pending-count';
import { unreadableSince } from './unreadable-since';

export interface Seen {
  reading: PositionReading;
  check: ReadingCheck;
  clockAheadMs: number;
  /** What of the record the gate may look at. */
  known: KnownReservation[];
  silent: KnownReservation[];
}

export type Gathered =
  | {
      kind: 'input';
      input: GateInput;
      behind: Extract<OrdersBehind, { kind: 'orders' }>;
      count: PendingCount | null;
      current: Plan | null;
      known: KnownReservation[];
    }
  | { kind: 'failure'; failure: VtexFailure };

/** Everything the gate decides by, for a position that was read. `counts` are the position's, newest first. */
export async function gatherInput(
  services: ChainServices,
  { reading, check, clockAheadMs, known: seen, silent }: Seen,
  counts: readonly CarriedCount[],
): Promise<Gathered> {
  const { store, settings } = services;
  const { position } = reading;
  const agrees = agreesWithItself(check);
  const count = await pendingCount(services, position, counts, clockAheadMs);
  const isCounted = count !== null && agrees;
  const known = isCounted ? await withUnheldRead(services, seen, reading) : seen;
  const behind = await ordersBehind(services, reading);
  if (behind.kind === 'failure') return behind;
  const current = await store.currentPlan(position);
  const isUnfit = check.kind === 'inconsistent' || silent.length > 0;
  const input: GateInput = {
    reading,
    orders: behind.facts,
    knownOpen: knownOpenOf(known),
    left: agrees ? leftOf(known, reading) : [],
    unreserved: agrees ? unreservedOf(known, reading) : [],
    unheld: agrees ? await unheldOf(services, known, reading) : [],
    silent: silent.map(({ lockId, orderId }) => ({ lockId, orderId })),
    unreadableSince: await unreadableSince(services, position, current, isUnfit),
    deducted: await deductedUnits(services, known, reading),
    trust: await store.watermarkTrust(),
    guardGapMs: settings.guardGapMs,
    count: count && countedUnits(count),
    ...(count?.lacks === 'reserved' ? { untold: await untoldOf(services, behind.facts) } : {}),
    lastCount: lastCountOf(counts, clockAheadMs),
  };
  return { kind: 'input', input, behind, count, current, known };
}

/** What is missing from a list that adds up may be judged; one that does not says nothing of what is missing. */
export function agreesWithItself(check: ReadingCheck): boolean {
  return check.kind === 'consistent' || check.cause === 'known-missing';
}

/** The count as the gate knows it: its plan's id is none of the evidence. */
function countedUnits({ planId: _planId, ...count }: PendingCount): StockCount {
  return count;
}

function lastCountOf(counts: readonly CarriedCount[], aheadMs: number): GateInput['lastCount'] {
  const applied = lastApplied(counts);
  const gate = applied?.plan?.gate;
  if (!applied || !gate) return null;
  const count = gate.kind === 'remove' || gate.kind === 'nothing' ? gate.count : null;
  const { countedAt, claim } = applied.count;
  return {
    seenUpTo: count?.seenUpTo ?? plusMs(countedAt, -Math.max(0, aheadMs)),
    kept: gate.kept,
    setAside: gate.kind === 'remove' ? (gate.setAside ?? []) : [],
    unsure: gate.attentions.filter(({ reason }) => reason === 'count-unsure'),
    addedBack: count?.addedBack ?? [],
    sureFrom: claim === undefined ? null : cancellationsSureFrom(claim, countedAt),
  };
}
