import { sumOfQuantities } from '../core/gate/active';
import type { PositionReading } from '../core/gate/reading';
import type { LockId } from '../core/id';
import { type Position, positionKey } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import { few } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';
import type { SettingStore } from '../store/store';

/** What a caller of the gateway wrote to the position in shadow mode, the last time. */
const shadowKey = (position: Position) => `gateway.shadow/${positionKey(position)}`;

/** Remembers that the total is a caller's, who has a name, and not somebody's. */
export function noteShadowTotal(store: SettingStore, position: Position, total: number): Promise<void> {
  return store.setSetting(shadowKey(position), total);
}

export interface Noticed {
  reading: PositionReading;
  /** VTEX's total as it was read last; null when it never was. */
  lastTotal: number | null;
  /** Acknowledged ones that are gone although their goods are still to leave. */
  lost: readonly KnownReservation[];
  plan: Plan | null;
}

/**
 * Puts on record that somebody wrote the position's stock and not through Holdfast: its total is another than the last
 * one that was read or proven, or open reservations went without that. Nobody is told twice of the same ones.
 */
export async function noticeWritePastUs(services: ChainServices, noticed: Noticed): Promise<void> {
  const { reading, lastTotal, plan } = noticed;
  const { position, balance } = reading;
  const now = balance.totalQuantity;
  const lost = noticed.lost.filter(({ lockId }) => !isToldOf(plan, lockId));
  // A late effect of our own is nobody else's.
  const isOther = lastTotal !== null && lastTotal !== now && plan?.intent?.update.quantity !== now;
  if (!isOther && lost.length === 0) return;
  if ((await services.store.setting(shadowKey(position))) === now) return;
  const units = sumOfQuantities(lost);
  const sentence = together(
    isOther
      ? say('gateway.past-us', { ...position, before: lastTotal, now })
      : say('gateway.past-us-same', position),
    units > 0 ? say('gateway.discarded', { units, names: few(lost.map(({ orderId }) => orderId)) }) : null,
  );
  const detail = { writer: null, mode: 'past', discardedUnits: units, before: lastTotal, now };
  const outcome = units > 0 ? 'attention' : 'ok';
  await services.store.appendLog([{ kind: 'write', outcome, ...sentence, ...position, detail }]);
}

/** The current plan asks a person about it already. */
function isToldOf(plan: Plan | null, lockId: LockId): boolean {
  const lost = (plan?.gate.attentions ?? []).filter(({ reason }) => reason === 'lost-reservation');
  return lost.some((one) => one.lockId === lockId || (one.lockIds ?? []).includes(lockId));
}
