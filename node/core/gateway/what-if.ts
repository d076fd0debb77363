import { activeOf, sumOfQuantities } from '../gate/active';
import type { GateInput } from '../gate/gate-input';
import type { PositionReading } from '../gate/reading';
import { groupByAcknowledgement, isSettled, type Judged, judge, membersOf } from '../gate/standing';
import type { Instant } from '../instant';

export interface WhatIfInput {
  reading: PositionReading;
  /** By LockId; one that is missing counts as open. */
  orders: GateInput['orders'];
  /** The total that would be written. */
  quantity: number;
  /** Its `dateUtcOnBalanceSystem`. */
  at: Instant;
}

/** A reservation that VTEX would let go of. */
export interface LetGo {
  lockId: string;
  /** Null: no order of it can be read. */
  orderId: string | null;
  acknowledgedAt: Instant;
  /** Of a discarded one, units whose goods are still to leave; else what is reserved. */
  quantity: number;
}

export interface WhatIf {
  totalQuantity: number;
  reservedQuantity: number;
  quantity: number;
  at: Instant;
  /** Open: their goods are still to leave, and nothing keeps the units from sale any more. */
  discards: LetGo[];
  discardedUnits: number;
  /** Settled: rightly let go. */
  releases: LetGo[];
  /** What could be bought: total less reserved. */
  availableBefore: number;
  availableAfter: number;
  /** Units of the discarded ones that can be bought again: so many may be sold twice. */
  backOnSale: number;
}

/**
 * What a write of that total as of that moment would do at the position now. VTEX lets go of every reservation that was
 * acknowledged at or before the moment, whatever became of its order (vtex-facts B.5, as the gate takes it).
 */
export function whatIf({ reading, orders, quantity, at }: WhatIfInput): WhatIf {
  const { totalQuantity, reservedQuantity } = reading.balance;
  const acknowledged = membersOf(groupByAcknowledgement(judge(activeOf(reading), orders)));
  const gone = acknowledged.filter(({ acknowledgedAt }) => acknowledgedAt <= at);
  const told = ({ lockId, orderId, acknowledgedAt }: (typeof gone)[number]) => ({
    lockId,
    orderId,
    acknowledgedAt,
  });
  const discards = gone
    .filter((one) => !isSettled(one))
    .map((one) => ({ ...told(one), quantity: stillToLeave(one) }));
  const releases = gone.filter(isSettled).map((one) => ({ ...told(one), quantity: one.quantity }));
  const discardedUnits = sumOfQuantities(discards);
  const availableBefore = totalQuantity - reservedQuantity;
  const availableAfter = quantity - (reservedQuantity - sumOfQuantities(gone));
  return {
    totalQuantity,
    reservedQuantity,
    quantity,
    at,
    discards,
    discardedUnits,
    releases,
    availableBefore,
    availableAfter,
    backOnSale: Math.max(0, Math.min(discardedUnits, availableAfter - availableBefore)),
  };
}

function stillToLeave({ quantity, facts }: Judged): number {
  if (facts.kind !== 'open') return quantity;
  return Math.max(0, quantity - sumOfQuantities(facts.partsLeft ?? []));
}
