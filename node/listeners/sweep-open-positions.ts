import { nextOfRound, type RoundStore } from '../store/position-round';
import type { Dispatcher } from '../store/store';

export interface OpenSweepServices {
  store: RoundStore;
  dispatcher: Pick<Dispatcher, 'planPosition'>;
  /** Epoch ms. */
  now(): number;
}

/**
 * Two calls to VTEX each (balance and one page of its list; more only where something is missing): with a sweep
 * every ten minutes at most one call in three seconds.
 */
const POSITIONS_AT_MOST = 100;

/**
 * Asks for a plan of positions where something acknowledged is still to leave. Nothing else looks at them while no
 * order of theirs moves: an update that was not ours may have discarded their reservations meanwhile, and their
 * units would be sold a second time. Returns how many were asked for.
 */
export async function sweepOpenPositions(
  { store, dispatcher, now }: OpenSweepServices,
  limit = POSITIONS_AT_MOST,
): Promise<number> {
  const { positions, done } = await nextOfRound(store, 'sweep-open-positions', 'open', limit);
  for (const position of positions) await dispatcher.planPosition(position, now(), 'sweep');
  await done();
  return positions.length;
}
