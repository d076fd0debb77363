import type { ReservationById } from '../clients/vtex/vtex-api';
import { activeOf, listedOf } from '../core/gate/active';
import type { ListedReservation, PositionReading } from '../core/gate/reading';
import { instantOfMs } from '../core/instant';
import { type Position, samePosition } from '../core/position';
import type { KnownReservation } from '../core/reservation/reservation';
import { say } from '../core/said/say';
import { readLocks } from '../orders/expired-locks';
import type { ChainServices } from '../services/chain-services';
import { failureEntry } from '../services/outcome';
import type { Plan } from '../store/plan';

/**
 * Invoiced reservations that VTEX does not hold were released by somebody's update, whose business the total
 * was, unless VTEX had let them go before their goods left:
 *
 * | known from | |
 * |---|---|
 * | our record | it was expired, or canceled and given up, before the invoice (`lostAt`, set by the order's reading) |
 * | VTEX's list | expired, canceled or aborted there |
 * | VTEX's word on the reservation itself | the same; asked, once, only where the order was never seen in handling: an unpaid one may have run out unseen and been paid and sent since |
 * | the current plan | a `lost-reservation` names it: it was missed while still open |
 * | our record | it saw the reservation open, and no plan saw it settled: that update came before the invoice |
 *
 * Nobody took their units out of the total. Each is remembered as lost, so that a later plan still says so, until
 * a repair or a count takes them out, a person dismisses the plan that names it, or VTEX's total has gone down by
 * its units since it was read last: then that update knew. Returns the record as it is then, without reservations
 * that VTEX would not speak of now.
 */
export async function noticeLeft(
  services: ChainServices,
  current: Plan | null,
  known: readonly KnownReservation[],
  reading: PositionReading,
): Promise<KnownReservation[]> {
  const held = new Set(activeOf(reading).map((one) => one.lockId));
  const missed = missedBy(current);
  const ended = new Set(
    listedOf(reading)
      .filter(({ state }) => ENDED.has(state))
      .map((one) => one.lockId),
  );
  const isGone = (one: KnownReservation) => one.status === 'invoiced' && !held.has(one.lockId);
  const isNamed = ({ lockId }: KnownReservation) => missed.has(lockId) || ended.has(lockId);
  const doubtful = known.filter(
    (one) => isGone(one) && one.lostAt === null && !one.wasAcknowledged && !isNamed(one),
  );
  const { letGo, silent } = await askOf(services, reading.position, doubtful);
  const hasEnded = ({ lockId }: KnownReservation) => ended.has(lockId) || letGo.has(lockId);
  const judged = known.filter(
    (one) => isGone(one) && !silent.has(one.lockId) && (one.lostAt !== null || !hasEnded(one)),
  );
  const wentOut = await goneFromTotal(services, judged, reading);
  const invoicedBefore = settledIn(current);
  const at = instantOfMs(services.now());
  const seen = known.map((one) => {
    if (!isGone(one) || silent.has(one.lockId)) return one;
    const isLeftAlone = missed.has(one.lockId) && current?.state === 'dismissed';
    if (isLeftAlone || wentOut.has(one.lockId)) return one.lostAt === null ? one : { ...one, lostAt: null };
    const wasOpen = owes(one) && wasSeenOpen(one) && !invoicedBefore.has(one.lockId);
    const isLost = missed.has(one.lockId) || hasEnded(one) || wasOpen;
    return isLost && one.lostAt === null ? { ...one, lostAt: at } : one;
  });
  const changed = seen.filter((one, index) => one !== known[index]);
  // What went out is told of by `markGone`.
  for (const one of changed) await remember(services, one, wentOut.has(one.lockId) ? null : wordOn(one));
  return seen.filter((one) => !silent.has(one.lockId));
}

/** Which of them VTEX let go by itself, and of which it says nothing for now: those are left for the next plan. */
async function askOf(services: ChainServices, position: Position, doubtful: readonly KnownReservation[]) {
  const lockIds = doubtful.map((one) => one.lockId);
  const asked = await readLocks(services, lockIds);
  if (asked.failures.length > 0)
    await services.store.appendLog(asked.failures.map((failure) => failureEntry(failure, { ...position })));
  const answered = new Set([...asked.read.map((one) => one.lockId), ...asked.unknown]);
  return {
    letGo: new Set(asked.read.filter(({ state }) => ENDED_BY_ID.has(state)).map((one) => one.lockId)),
    silent: new Set(lockIds.filter((lockId) => !answered.has(lockId))),
  };
}

/** An order that was first seen when it was over may have been cleared long before. */
function wasSeenOpen({ wasAcknowledged, wasSeenOpen, version }: KnownReservation): boolean {
  return wasAcknowledged || (wasSeenOpen ?? version > 1);
}

function owes({ quantity, deductedQuantity }: KnownReservation): boolean {
  return quantity > deductedQuantity;
}

/** Those whose units the total has lost since it was read last; what was invoiced first went out of it first. */
async function goneFromTotal(
  { store }: ChainServices,
  vanished: readonly KnownReservation[],
  { position, balance }: PositionReading,
): Promise<Set<string>> {
  const owing = vanished.filter(owes);
  const before = owing.length === 0 ? null : await store.lastTotal(position);
  let fallen = before === null ? 0 : before - balance.totalQuantity;
  const oldestFirst = [...owing].sort((a, b) => ((a.invoicedAt ?? '') < (b.invoicedAt ?? '') ? -1 : 1));
  const out = new Set<string>();
  for (const { lockId, quantity, deductedQuantity } of oldestFirst) {
    fallen -= quantity - deductedQuantity;
    if (fallen < 0) break;
    out.add(lockId);
  }
  return out;
}

/** What the plan saw VTEX hold although it was settled: whoever released it did so after the invoice. */
function settledIn(current: Plan | null): Set<string> {
  if (current === null) return new Set();
  const { gate } = current;
  const waiting = gate.kept.filter((one) => one.because === 'waiting');
  return new Set([...waiting, ...(gate.kind === 'remove' ? gate.releases : [])].map((one) => one.lockId));
}

const ENDED = new Set<ListedReservation['state']>(['expired', 'canceled', 'aborted']);
const ENDED_BY_ID = new Set<ReservationById['state']>(['expired', 'canceled', 'aborted']);

function missedBy(current: Plan | null): ReadonlySet<string> {
  const lost = (current?.gate.attentions ?? []).filter((one) => one.reason === 'lost-reservation');
  return new Set(lost.flatMap((one) => one.lockIds ?? one.lockId ?? []));
}

function wordOn({ lostAt }: KnownReservation) {
  return lostAt === null ? 'reservation.left-alone' : 'reservation.let-go-before';
}

async function remember(
  services: ChainServices,
  noticed: KnownReservation,
  word: ReturnType<typeof wordOn> | null,
): Promise<void> {
  const { lockId, orderId, lostAt, skuId, warehouseId } = noticed;
  await services.store.changeOrder(orderId, (before) => {
    if (before === null) throw new Error('a recorded reservation without its order');
    const reservations = before.reservations.map((one) =>
      one.lockId === lockId && samePosition(one, noticed) ? { ...one, lostAt } : one,
    );
    return {
      ...before,
      reservations,
      changes: [],
      deliveries: [],
      log:
        word === null
          ? []
          : [
              {
                kind: 'reservation',
                outcome: 'attention',
                ...say(word, { orderId, skuId, warehouseId }),
                orderId,
                skuId,
                warehouseId,
                detail: { lockId },
              },
            ],
    };
  });
}
