import type { LockId, OrderId } from '../id';
import type { Instant } from '../instant';
import type { Named, NamedUnits } from '../reservation/reservation';
import { few, type Sentence } from '../said/said';
import { quote, say } from '../said/say';
import { activeOf, sumOfQuantities } from './active';
import type { OrderFacts } from './gate-input';
import { checkReading } from './read-consistently';
import type { ListedReservation, PositionReading } from './reading';

/** The parts of a recorded intent that the judgement needs (a `RemovalIntent` of the store fits). */
export interface SentUpdate {
  update: { quantity: number; dateUtcOnBalanceSystem: Instant; unlimitedQuantity?: boolean };
  totalBefore: number;
  releases: readonly {
    lockId: LockId;
    orderId: OrderId | null;
    quantity: number;
    deductedQuantity: number;
  }[];
  mustKeep: readonly NamedUnits[];
  dependsOnWatermark: boolean;
}

export interface ReadBackInput {
  intent: SentUpdate;
  /** Read after the call. */
  reading: PositionReading;
  /**
   * By LockId, for the must-keep reservations that vanished (`vanishedOf`), their orders read after the
   * read-back. A missing one counts as open.
   */
  ordersGone: ReadonlyMap<LockId, OrderFacts>;
}

export type ReadBackVerdict =
  | {
      kind: 'proven';
      totalQuantity: number;
      reservedQuantity: number;
      /** Units this update took out of the total. */
      removedQuantity: number;
      /** The account was seen to keep a reservation acknowledged after the watermark. */
      provesWatermark: boolean;
    }
  /** The update had no effect: it may be sent again. */
  | ({ kind: 'not-applied' } & Sentence)
  /** The total was taken, but these are still reserved: remember their units as deducted. */
  | ({ kind: 'not-released'; lockIds: LockId[] } & Sentence)
  | ({
      kind: 'lost';
      lost: NamedUnits[];
      /** Total to send at once so that no unit is sold twice; never below 0. */
      repairQuantity: number;
    } & Sentence)
  /** `readAgain`: the list moved while it was read; otherwise somebody else updated the position in between. */
  | ({ kind: 'unclear'; readAgain: boolean } & Sentence);

/** Must-keep reservations that VTEX no longer holds: their orders must be read before the judgement. */
export function vanishedOf(intent: SentUpdate, reading: PositionReading): NamedUnits[] {
  const active = lockIdsOf(activeOf(reading));
  return intent.mustKeep.filter((one) => !active.has(one.lockId));
}

/**
 * Judges what an update did from a reading taken after it. "Gone" is: not listed, quantity 0, or not active.
 *
 * | total now | releases | must-keep | verdict |
 * |---|---|---|---|
 * | list disagrees with itself | - | - | unclear, read again |
 * | neither as sent nor as before | - | - | unclear: somebody else's update |
 * | as sent | any | one gone, its order not canceled | lost |
 * | as sent | all gone | all there, or their orders canceled | proven |
 * | as sent, not as before | some there | kept | not-released |
 * | as sent and as before | none gone, at least one | kept | not-applied |
 * | as sent and as before | some gone, some there | kept | not-released |
 * | as before, not as sent | all there | kept | not-applied |
 * | as before, not as sent | some gone | - | unclear: somebody else's update |
 * | as before, not as sent | any | one gone, its order not canceled | unclear: somebody else's update |
 *
 * A must-keep reservation that vanished although its order is invoiced is lost too: its units left the
 * warehouse and nothing took them out of the total.
 */
export function judgeReadBack({ intent, reading, ordersGone }: ReadBackInput): ReadBackVerdict {
  const check = checkReading(reading, []);
  if (check.kind === 'inconsistent' && check.readAgain) {
    return { kind: 'unclear', ...quote(check.message), readAgain: true };
  }
  const { totalQuantity } = reading.balance;
  const { unlimitedQuantity = false } = intent.update;
  // Of stock without a limit VTEX shows a total of its own.
  const asSent = unlimitedQuantity ? reading.balance.isUnlimited : totalQuantity === intent.update.quantity;
  const asBefore = totalQuantity === intent.totalBefore && !(unlimitedQuantity && asSent);
  const active = lockIdsOf(activeOf(reading));
  const remaining = intent.releases.filter((one) => active.has(one.lockId));
  const noneGone = remaining.length === intent.releases.length;
  const lost = vanishedOf(intent, reading).filter((one) => ordersGone.get(one.lockId)?.kind !== 'canceled');
  if (!asSent && (!asBefore || !noneGone || lost.length > 0)) return foreignUpdate(intent, totalQuantity);
  if (!asSent) return notApplied(intent, totalQuantity);
  if (lost.length > 0) return lostVerdict(intent, lost);
  if (remaining.length === 0) return proven(intent, reading, active);
  if (asBefore && noneGone) return notApplied(intent, totalQuantity);
  return notReleased(intent, remaining);
}

function proven(intent: SentUpdate, reading: PositionReading, active: ReadonlySet<LockId>): ReadBackVerdict {
  const { totalQuantity, reservedQuantity } = reading.balance;
  // VTEX ignores an update that changes nothing: such a one proves nothing about the watermark.
  const hadEffect = intent.releases.length > 0 || intent.update.quantity !== intent.totalBefore;
  const someKept = intent.mustKeep.some((one) => active.has(one.lockId));
  return {
    kind: 'proven',
    totalQuantity,
    reservedQuantity,
    removedQuantity: intent.releases.reduce((sum, one) => sum + one.deductedQuantity, 0),
    provesWatermark: intent.dependsOnWatermark && hadEffect && someKept,
  };
}

function notApplied(intent: SentUpdate, totalQuantity: number): ReadBackVerdict {
  const released = intent.releases.length;
  return { kind: 'not-applied', ...say('update.not-applied', { total: totalQuantity, released }) };
}

function notReleased(intent: SentUpdate, remaining: SentUpdate['releases']): ReadBackVerdict {
  const sentence = say('update.not-released', { total: intent.update.quantity, names: namesOf(remaining) });
  return { kind: 'not-released', ...sentence, lockIds: remaining.map((one) => one.lockId) };
}

function lostVerdict(intent: SentUpdate, lost: NamedUnits[]): ReadBackVerdict {
  const repairQuantity = Math.max(0, intent.update.quantity - sumOfQuantities(lost));
  const sentence = say('update.lost-kept', { names: namesOf(lost), repairTotal: repairQuantity });
  return { kind: 'lost', ...sentence, lost, repairQuantity };
}

function foreignUpdate(intent: SentUpdate, totalQuantity: number): ReadBackVerdict {
  const { totalBefore: before, update } = intent;
  const sentence = say('update.foreign', { before, sent: update.quantity, now: totalQuantity });
  return { kind: 'unclear', ...sentence, readAgain: false };
}

function namesOf(items: readonly Named[]): string[] {
  return few(items.map(({ orderId, lockId }) => orderId ?? lockId));
}

function lockIdsOf(items: readonly ListedReservation[]): ReadonlySet<LockId> {
  return new Set(items.map((item) => item.lockId));
}
