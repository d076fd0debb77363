import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { asPlanId, type LockId, type PlanId, type SkuId } from '../core/id';
import { type Instant, instantOfMs } from '../core/instant';
import type { HeldLock } from '../core/order/order';
import { type Position, samePosition } from '../core/position';
import type { Learned } from '../core/record/remember';
import { awaitsRemoval } from '../core/record/settled';
import type { LockWord, Verdict } from '../core/record/vanished';
import { markRemoved } from '../core/reservation/removal';
import type { KnownReservation, ReservationStep } from '../core/reservation/reservation';
import { say } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import { mirrorOrder } from '../orders/ask-for-delivery';
import { planPositionsOf } from '../orders/plan-positions-of';
import { learn } from '../orders/record-reading';
import type { Plan } from '../store/plan';
import type { KnownOrder, OrderDecision } from '../store/store';
import type { LogEntry } from '../store/sync-log';

interface Judged {
  known: readonly KnownReservation[];
  verdicts: readonly Verdict[];
  words: ReadonlyMap<LockId, LockWord>;
  /** The position's SKU, where VTEX keeps no stock of it. */
  kitSkuIds: readonly SkuId[];
}

/** Each order once, with the verdicts on its reservations here. True when something was written. */
export async function writeVerdicts(
  services: ChainServices,
  position: Position,
  plan: Plan | null,
  judged: Judged,
): Promise<boolean> {
  const { known, verdicts, words, kitSkuIds } = judged;
  const told = known.flatMap((one, index) => {
    const verdict = verdicts[index] ?? 'stands';
    const says = WRITTEN.has(verdict) && !(verdict === 'shipped-without-release' && one.lostAt !== null);
    return says ? [{ one, verdict }] : [];
  });
  const planId = plan?.planId ?? asPlanId(services.newId());
  const nonce = services.newId();
  for (const orderId of new Set(told.map(({ one }) => one.orderId))) {
    const ofOrder = told.filter(({ one }) => one.orderId === orderId);
    const held = ofOrder
      .filter(({ verdict }) => verdict === 'elsewhere')
      .flatMap(({ one }) => heldLockOf(words, one));
    const decision = await services.store.changeOrder(orderId, (order) => {
      if (order === null) throw new Error('a recorded reservation without its order');
      return afterVerdicts(services, order, { told: ofOrder, learned: { held, kitSkuIds }, planId, nonce });
    });
    await mirrorOrder(services, orderId);
    if (held.length > 0) await planPositionsOf(services, decision, position);
  }
  return told.length > 0;
}

const WRITTEN: ReadonlySet<Verdict> = new Set([
  'elsewhere',
  'shipped-without-release',
  'left-alone',
  'released-by-others',
  'repair-undone',
]);

function heldLockOf(words: ReadonlyMap<LockId, LockWord>, { lockId }: KnownReservation): HeldLock[] {
  const word = words.get(lockId);
  return word?.kind === 'lock' ? [{ lockId, items: [...word.items] }] : [];
}

interface Told {
  told: readonly { one: KnownReservation; verdict: Verdict }[];
  learned: Required<Pick<Learned, 'held' | 'kitSkuIds'>>;
  planId: PlanId;
  nonce: string;
}

function afterVerdicts(services: ChainServices, before: KnownOrder, told: Told): OrderDecision {
  const { planId, nonce } = told;
  const at = instantOfMs(services.now());
  const steps = before.reservations.map((one) => {
    const verdict = told.told.find((other) => isSame(other.one, one))?.verdict ?? 'stands';
    return { ...afterVerdict(one, verdict, planId, at), verdict };
  });
  const known = { ...before, reservations: steps.map(({ reservation }) => reservation) };
  const learned = told.learned.held.length > 0 ? learn(services, known, told.learned, nonce) : null;
  const mine = steps.flatMap(({ change }) => change ?? []);
  const deliveries = mine.map((change) => reservationChangedEvent(services.account, change, nonce));
  return {
    ...known,
    ...(learned === null ? {} : { order: learned.order, reservations: learned.reservations }),
    changes: [...mine, ...(learned?.changes ?? [])],
    deliveries: services.settings.mirrorOn ? [...deliveries, ...(learned?.deliveries ?? [])] : [],
    log: [
      ...steps.flatMap(({ reservation, verdict }) => entryOf(reservation, verdict) ?? []),
      ...(learned?.log ?? []),
    ],
  };
}

function afterVerdict(one: KnownReservation, verdict: Verdict, planId: PlanId, at: Instant): ReservationStep {
  switch (verdict) {
    case 'released-by-others':
    case 'left-alone':
      return awaitsRemoval(one)
        ? markRemoved({ ...one, lostAt: null }, planId, at)
        : { reservation: one, change: null };
    case 'shipped-without-release':
      return { reservation: { ...one, lostAt: one.lostAt ?? at }, change: null };
    case 'repair-undone':
      return { reservation: { ...one, lostAt: null, deductedQuantity: 0 }, change: null };
    default:
      return { reservation: one, change: null };
  }
}

function entryOf(one: KnownReservation, verdict: Verdict): LogEntry | null {
  const { orderId, skuId, warehouseId, lockId } = one;
  const about = { orderId, skuId, warehouseId, detail: { lockId } };
  const left = { orderId, skuId, warehouseId };
  switch (verdict) {
    case 'released-by-others':
      return {
        kind: 'reservation',
        outcome: 'ok',
        ...say('reservation.released-by-others', { orderId }),
        ...about,
      };
    case 'left-alone':
      return { kind: 'reservation', outcome: 'attention', ...say('reservation.left-alone', left), ...about };
    case 'shipped-without-release':
      return {
        kind: 'reservation',
        outcome: 'attention',
        ...say('reservation.let-go-before', left),
        ...about,
      };
    case 'elsewhere':
      return { kind: 'reservation', outcome: 'ok', ...say('reservation.held-elsewhere', left), ...about };
    default:
      return null;
  }
}

export function isSame(a: KnownReservation, b: KnownReservation): boolean {
  return a.lockId === b.lockId && a.orderId === b.orderId && samePosition(a, b);
}
