import type { PositionReading } from '../core/gate/reading';
import type { Position } from '../core/position';
import { judgeVanished, locksToAsk, type Verdict } from '../core/record/vanished';
import type { KnownReservation } from '../core/reservation/reservation';
import type { ChainServices } from '../middlewares/chain-services';
import { askLocks, readMissingOrders } from './ask-of-missing';
import { noticeOutsideUpdate } from './notice-outside-update';
import { isSame, writeVerdicts } from './write-verdicts';

interface Recorded {
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
export async function recordVanished(
  services: ChainServices,
  position: Position,
  reading: PositionReading | null,
  before: readonly KnownReservation[],
): Promise<Recorded> {
  const { store } = services;
  const plan = await store.currentPlan(position);
  const asked = await readMissingOrders(services, position, reading, before);
  const concluded = reading !== null && (await noticeOutsideUpdate(services, plan, reading));
  const isNews = concluded || asked.isNews;
  const ours = new Set(before.map(({ lockId }) => lockId));
  const known = isNews
    ? (await store.knownAtPosition(position)).filter((one) => ours.has(one.lockId))
    : [...before];
  const words = await askLocks(
    services,
    position,
    locksToAsk({ known, reading, young: asked.young }),
    asked.words,
  );
  const lastTotal = await store.lastTotal(position);
  const { young } = asked;
  const verdicts = judgeVanished({ known, reading, plan, lastTotal, words, young });
  const kitSkuIds = reading === null ? [position.skuId] : [];
  const changed = await writeVerdicts(services, position, plan, { known, verdicts, words, kitSkuIds });
  const silent = known.filter((_one, index) => verdicts[index] === 'silent');
  if (silent.length === 0 && reading !== null && !reading.balance.isUnlimited)
    await store.seeTotal(position, reading.balance.totalQuantity);
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
