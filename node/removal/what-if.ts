import type { VtexFailure } from '../clients/vtex/vtex-api';
import { decidePlan } from '../core/gate/gate';
import type { GatePlan } from '../core/gate/plan';
import { type WhatIf, whatIf } from '../core/gateway/what-if';
import { type Instant, instantOfMs } from '../core/instant';
import type { Position } from '../core/position';
import { knownOpenOf } from '../core/record/at-position';
import { countsOf } from '../counts/counts-of';
import type { ChainServices } from '../middlewares/chain-services';
import type { StoredCount } from '../store/plan';
import { gatherInput } from './gather-input';
import { readPosition } from './read-position';

export type Foreseen =
  | {
      kind: 'foreseen';
      whatIf: WhatIf;
      /** What the gate would make of it as a count; null when none was given. */
      gate: GatePlan | null;
    }
  /** VTEX keeps no stock of this SKU in this warehouse. */
  | { kind: 'absent' }
  /** The list did not agree with itself, even after several tries. */
  | { kind: 'unclear'; message: string }
  | { kind: 'failure'; failure: VtexFailure };

/**
 * What a write of that total would do now, and what the gate would send instead if it were a count. Nothing is sent and
 * no plan is made. `at` null: the moment of asking, as for VTEX.
 */
export async function foresee(
  services: ChainServices,
  position: Position,
  write: { quantity: number; at: Instant | null },
  asCount: StoredCount | null = null,
): Promise<Foreseen> {
  const known = await services.store.knownAtPosition(position);
  const read = await readPosition(services, position, knownOpenOf(known));
  if (read.kind !== 'reading') return read;
  const { reading, check, clockAheadMs } = read;
  if (check.kind === 'inconsistent' && check.readAgain) return { kind: 'unclear', message: check.message };
  const stored = await countsOf(services.store, position);
  const counts = asCount === null ? stored : [{ count: asCount, plan: null }, ...stored];
  const seen = { reading, check, clockAheadMs, known, silent: [] };
  const gathered = await gatherInput(services, seen, counts);
  if (gathered.kind === 'failure') return gathered;
  const { input } = gathered;
  const at = write.at ?? instantOfMs(services.now() - clockAheadMs);
  return {
    kind: 'foreseen',
    whatIf: whatIf({ reading, orders: input.orders, quantity: write.quantity, at }),
    gate: asCount === null ? null : decidePlan(input),
  };
}
