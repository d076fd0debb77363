import { reservationChangedEvent } from '../core/erp-events/reservation-changed';
import { activeOf } from '../core/gate/active';
import type { PositionReading } from '../core/gate/reading';
import { type Instant, instantOfMs } from '../core/instant';
import type { HeldLock } from '../core/order/order';
import { type Position, samePosition } from '../core/position';
import type { Learned } from '../core/record/remember';
import { judgeVanished, type LockWord, locksToAsk, type Verdict } from '../core/record/vanished';
import { markRemoved } from '../core/reservation/removal';
import { isUnderWay, type KnownReservation, type ReservationChange } from '../core/reservation/reservation';
import { awaitsRemoval } from '../core/reservation/still-matters';
import { say } from '../core/said/say';
import type { ChainServices } from '../middlewares/chain-services';
import { failureEntry } from '../middlewares/outcome';
import { mirrorOrder } from '../orders/ask-for-delivery';
import { planPositionsOf } from '../orders/plan-positions-of';
import { readLocks } from '../orders/read-locks';
import { readOrder } from '../orders/read-order';
import { learn } from '../orders/record-reading';
import type { Plan } from '../store/plan';
import type { KnownOrder, OrderDecision } from '../store/store';
import type { LogEntry } from '../store/sync-log';
import { noticeOutsideUpdate } from './notice-outside-update';
import { noticeWritePastUs } from './write-past-us';

export interface Tidied {
  /** What the gate may look at. */
  known: KnownReservation[];
  /** Missing from the list, and VTEX would not speak of them now. */
  silent: KnownReservation[];
}

/**
 * Brings the record up to what a list that agrees with itself shows (null: VTEX keeps no stock here), and returns
 * what of it the gate may look at, apart from what VTEX would not speak of. Gathers, asks, lets `core/record/vanished`
 * judge, and writes once per order:
 *
 * 1. orders whose open reservations are missing are read again: a cancellation may be on its way to us;
 * 2. a recommendation that somebody else carried out to the letter is concluded;
 * 3. the locks of what is still missing are asked where they are held;
 * 4. each gets its verdict, and each order is written once with those of its reservations;
 * 5. the total is remembered last: after a crash on the way the next plan sees the same difference.
 */
export async function tidyRecord(
  services: ChainServices,
  position: Position,
  reading: PositionReading | null,
  before: readonly KnownReservation[],
): Promise<Tidied> {
  const { store } = services;
  const plan = await store.currentPlan(position);
  const asked = await readMissingOrders(services, position, reading, before);
  const concluded = reading !== null && (await noticeOutsideUpdate(services, plan, reading));
  const isNews = concluded || asked.isNews;
  const ours = new Set(before.map(({ lockId }) => lockId));
  const known = isNews
    ? (await store.knownAtPosition(position)).filter((one) => ours.has(one.lockId))
    : [...before];
  const words = await ask(
    services,
    position,
    locksToAsk({ known, reading, young: asked.young }),
    asked.words,
  );
  const lastTotal = await store.lastTotal(position);
  const { young } = asked;
  const verdicts = judgeVanished({ known, reading, plan, lastTotal, words, young });
  const kitSkuIds = reading === null ? [position.skuId] : [];
  const changed = await write(services, position, plan, { known, verdicts, words, kitSkuIds });
  const silent = known.filter((_one, index) => verdicts[index] === 'silent');
  if (silent.length === 0 && reading !== null && !reading.balance.isUnlimited) {
    const lost = known.filter((one, index) => verdicts[index] === 'lost' && one.status === 'acknowledged');
    await noticeWritePastUs(services, { reading, lastTotal, lost, plan });
    await store.seeTotal(position, reading.balance.totalQuantity);
  }
  const shown = known.filter((_one, index) => !LEFT_OUT.has(verdicts[index] ?? 'stands'));
  if (!changed) return { known: shown, silent };
  // What its lock does not hold anywhere was learned just now to leave from here without one.
  const isShown = (one: KnownReservation) =>
    shown.some((old) => isSame(old, one)) || (one.heldAs === 'none' && known.some((old) => isSame(old, one)));
  return { known: (await store.knownAtPosition(position)).filter(isShown), silent };
}

/** The gate does not look at these now. */
const LEFT_OUT: ReadonlySet<Verdict> = new Set([
  'silent',
  'elsewhere',
  'ended',
  'left-alone',
  'released-by-others',
]);

/** VTEX's list may not show yet what was placed a moment ago. One in handling was in it: its order may be invoiced since. */
const FRESH_MS = 30_000;

interface Missing {
  words: Map<string, LockWord>;
  /** Locks of orders recorded so lately that the list may be older. */
  young: ReadonlySet<string>;
  isNews: boolean;
}

/**
 * One that was never acknowledged may have run out or been canceled without any word on its order (an unpaid
 * order stays `payment-pending`), so the reservation itself is read with it.
 */
async function readMissingOrders(
  services: ChainServices,
  position: Position,
  reading: PositionReading | null,
  known: readonly KnownReservation[],
): Promise<Missing> {
  const held = new Set(reading === null ? [] : activeOf(reading).map((one) => one.lockId));
  const missing = known.filter(
    (one) => one.heldAs === 'lock' && isUnderWay(one.status) && one.lostAt === null && !held.has(one.lockId),
  );
  const found: Missing = { words: new Map(), young: new Set(), isNews: false };
  const young = new Set<string>();
  for (const orderId of new Set(missing.map((one) => one.orderId))) {
    const ofOrder = missing.filter((one) => one.orderId === orderId);
    const doubtful = ofOrder.filter((one) => one.status !== 'acknowledged').map((one) => one.lockId);
    const recorded = await services.store.knownOrder(orderId);
    const isYoung = doubtful.length === ofOrder.length && reading !== null;
    if (isYoung && recorded !== null && services.now() - recorded.readAtMs < FRESH_MS) {
      for (const lockId of doubtful) young.add(lockId);
      continue;
    }
    const seen = await readOrder(services, orderId, position, doubtful);
    if (seen.kind === 'seen') {
      found.isNews = true;
      addWords(found.words, doubtful, seen.locks);
    } else await services.store.appendLog([failureEntry(seen.failure, { orderId, ...position })]);
  }
  return { ...found, young };
}

async function ask(
  services: ChainServices,
  position: Position,
  lockIds: readonly string[],
  known: ReadonlyMap<string, LockWord>,
): Promise<ReadonlyMap<string, LockWord>> {
  const words = new Map(known);
  const wanted = lockIds.filter((lockId) => !words.has(lockId));
  const asked = await readLocks(services, wanted);
  if (asked.failures.length > 0)
    await services.store.appendLog(asked.failures.map((failure) => failureEntry(failure, { ...position })));
  addWords(words, wanted, asked);
  return words;
}

function addWords(
  words: Map<string, LockWord>,
  wanted: readonly string[],
  { read, unknown }: Pick<Awaited<ReturnType<typeof readLocks>>, 'read' | 'unknown'>,
): void {
  for (const lockId of wanted) words.set(lockId, { kind: 'silent' });
  for (const { lockId, state, items } of read) words.set(lockId, { kind: 'lock', state, items });
  for (const lockId of unknown) words.set(lockId, { kind: 'unknown' });
}

interface Judged {
  known: readonly KnownReservation[];
  verdicts: readonly Verdict[];
  words: ReadonlyMap<string, LockWord>;
  /** The position's SKU, where VTEX keeps no stock of it. */
  kitSkuIds: readonly string[];
}

/** Each order once, with the verdicts on its reservations here. True when something was written. */
async function write(
  services: ChainServices,
  position: Position,
  plan: Plan | null,
  judged: Judged,
): Promise<boolean> {
  const { known, verdicts, words, kitSkuIds } = judged;
  const told = known.flatMap((one, index) => {
    const verdict = verdicts[index] ?? 'stands';
    const says = WRITTEN.has(verdict) && !(verdict === 'left-undeducted' && one.lostAt !== null);
    return says ? [{ one, verdict }] : [];
  });
  const planId = plan?.planId ?? services.newId();
  const nonce = services.newId();
  for (const orderId of new Set(told.map(({ one }) => one.orderId))) {
    const ofOrder = told.filter(({ one }) => one.orderId === orderId);
    const held = ofOrder
      .filter(({ verdict }) => verdict === 'elsewhere')
      .flatMap(({ one }) => heldBy(words, one));
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
  'left-undeducted',
  'left-alone',
  'released-by-others',
  'repair-undone',
]);

function heldBy(words: ReadonlyMap<string, LockWord>, { lockId }: KnownReservation): HeldLock[] {
  const word = words.get(lockId);
  return word?.kind === 'lock' ? [{ lockId, items: [...word.items] }] : [];
}

interface Told {
  told: readonly { one: KnownReservation; verdict: Verdict }[];
  learned: Required<Pick<Learned, 'held' | 'kitSkuIds'>>;
  planId: string;
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

type Step = { reservation: KnownReservation; change: ReservationChange | null };

function afterVerdict(one: KnownReservation, verdict: Verdict, planId: string, at: Instant): Step {
  switch (verdict) {
    case 'released-by-others':
    case 'left-alone':
      return awaitsRemoval(one)
        ? markRemoved({ ...one, lostAt: null }, planId, at)
        : { reservation: one, change: null };
    case 'left-undeducted':
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
    case 'left-undeducted':
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

function isSame(a: KnownReservation, b: KnownReservation): boolean {
  return a.lockId === b.lockId && a.orderId === b.orderId && samePosition(a, b);
}
