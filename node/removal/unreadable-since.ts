import { z } from 'zod';
import type { GatePlan } from '../core/gate/plan';
import type { Instant } from '../core/instant';
import { type Position, positionKey } from '../core/position';
import type { ChainServices } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';

const noted = z.object({ since: z.string(), seenAtMs: z.number() });
/** Until a person is told, an unreadable position is read every minute; what was noted longer ago was another time. */
const GOES_ON_MS = 5 * 60_000;

type Services = Pick<ChainServices, 'store' | 'now'>;

/**
 * Since when, by VTEX's clock, readings of the position have not been fit to plan from. The plan on record says so.
 * Where an unreadable list does not take that plan's place, a note says so.
 */
export async function unreadableSince(
  { store, now }: Services,
  position: Position,
  current: Plan | null,
  isUnreadableNow: boolean,
): Promise<Instant | null> {
  const gate = current?.gate;
  if (gate?.kind === 'hold' && gate.reason === 'inconsistent-read') return gate.unreadableSince ?? null;
  if (!isUnreadableNow) return null;
  const note = noted.safeParse(await store.setting(keyOf(position)));
  if (!note.success || now() - note.data.seenAtMs > GOES_ON_MS) return null;
  return note.data.since as Instant;
}

export async function noteUnreadable({ store, now }: Services, gate: GatePlan): Promise<void> {
  if (gate.kind !== 'hold' || !gate.unreadableSince) return;
  await store.setSetting(keyOf(gate.position), { since: gate.unreadableSince, seenAtMs: now() });
}

function keyOf(position: Position): string {
  return `unreadable/${positionKey(position)}`;
}
