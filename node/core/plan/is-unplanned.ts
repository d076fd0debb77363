import type { GatePlan } from '../gate/plan';
import type { KnownReservation } from '../reservation/reservation';

/** A settled reservation on record, and when (epoch ms) it came to the status it has. */
interface Settled {
  known: Pick<KnownReservation, 'status' | 'lockId'>;
  statusSinceMs: number;
}

/**
 * Whether the position has to be planned again for the sake of a settled reservation that awaits its removal, though
 * its current plan was made, or found to stand, at `plannedAtMs`. A canceled one counts until a plan made after its
 * cancellation no longer shows it: VTEX does not list it any more.
 */
export function isUnplanned({ known, statusSinceMs }: Settled, gate: GatePlan, plannedAtMs: number): boolean {
  if (known.status === 'invoiced' || statusSinceMs >= plannedAtMs) return true;
  const shown = [...gate.kept, ...(gate.kind === 'remove' ? gate.releases : [])];
  return shown.some(({ lockId }) => lockId === known.lockId);
}
