import { endpointName, endpoints } from '../clients/vtex/endpoints';
import type { VtexFailure } from '../clients/vtex/vtex-api';
import {
  checkReading,
  type KnownOpen,
  type ReadingCheck,
  rowsOf,
  withLocksAddedUp,
} from '../core/gate/read-consistently';
import type { ListedPage, PositionReading } from '../core/gate/reading';
import { type Instant, msOfInstant } from '../core/instant';
import type { Position } from '../core/position';
import type { ChainServices } from '../middlewares/chain-services';

export type PositionRead =
  /** `check` says whether it may be planned from; after the last try it is handed on as it is. */
  | { kind: 'reading'; reading: PositionReading; check: ReadingCheck; clockAheadMs: number }
  /** VTEX keeps no balance for this SKU in this warehouse. `date` is its clock; null where it does not know the SKU. */
  | { kind: 'absent'; date: Instant | null }
  | { kind: 'failure'; failure: VtexFailure };

const TRIES = 3;
const PAUSE_MS = 250;
/** 100 rows a page: far beyond the 2,000 active reservations at which VTEX fails. */
const MAX_PAGES = 200;

/**
 * Reads a position in one go: the balance first, and only when that answer is complete the list, page by
 * page. The store goes on selling meanwhile, so a list that disagrees with itself, with the balance or with
 * `knownOpen` is read again, a few times. A LockId that stands in the same rows on every try is one reservation in
 * several rows.
 */
export async function readPosition(
  services: ChainServices,
  position: Position,
  knownOpen: readonly KnownOpen[] = [],
): Promise<PositionRead> {
  const seen = new Set<string>();
  for (let attempt = 1; ; attempt += 1) {
    const read = await readOnce(services, position);
    if (read.kind !== 'reading') return read;
    const check = checkReading(read.reading, knownOpen);
    if (check.kind === 'consistent' || !check.readAgain) return { ...read, check };
    seen.add(rowsOf(read.reading));
    if (attempt >= TRIES) {
      const isSame = check.cause === 'duplicate-locks' && seen.size === 1;
      const reading = isSame ? withLocksAddedUp(read.reading) : null;
      return reading === null
        ? { ...read, check }
        : { ...read, reading, check: checkReading(reading, knownOpen) };
    }
    await services.pause(PAUSE_MS * attempt);
  }
}

type OneRead =
  | { kind: 'reading'; reading: PositionReading; clockAheadMs: number }
  | Exclude<PositionRead, { kind: 'reading' }>;

/** An answer's way and VTEX's whole seconds explain as much. */
const CLOCKS_AGREE_MS = 3_000;

/** How far our clock is ahead of VTEX's, by an answer that came this moment; less than 0 when it is behind. */
export function clockAhead(nowMs: number, balanceDate: Instant): number {
  const aheadMs = nowMs - msOfInstant(balanceDate);
  return Math.abs(aheadMs) > CLOCKS_AGREE_MS ? aheadMs : 0;
}

async function readOnce({ vtex, now }: ChainServices, position: Position): Promise<OneRead> {
  const balance = await vtex.getBalance(position);
  if (!balance.ok)
    return balance.failure.kind === 'not-found'
      ? { kind: 'absent', date: null }
      : { kind: 'failure', failure: balance.failure };
  if (balance.value === null) return { kind: 'absent', date: balance.date };
  // Without VTEX's own clock no watermark could be bounded: a date of ours might lie after the read.
  if (balance.date === null) return { kind: 'failure', failure: noDate() };
  const clockAheadMs = clockAhead(now(), balance.date);
  const pages: ListedPage[] = [];
  for (let page = 1; page <= MAX_PAGES; page += 1) {
    const answer = await vtex.listReservations(position, page);
    if (!answer.ok) return { kind: 'failure', failure: answer.failure };
    const { items, total, hasMore } = answer.value;
    pages.push({ items, total });
    if (!hasMore) break;
  }
  const reading = { position, balance: balance.value, balanceDate: balance.date, pages };
  return { kind: 'reading', reading, clockAheadMs };
}

/** Where VTEX keeps no stock yet, as the first write of it finds it. */
export function emptyReading(position: Position, balanceDate: Instant): PositionReading {
  const balance = { totalQuantity: 0, reservedQuantity: 0, isUnlimited: false, leadTime: '00:00:00' };
  return { position, balance, balanceDate, pages: [{ items: [], total: 0 }] };
}

function noDate(): VtexFailure {
  return {
    kind: 'unreadable-answer',
    retry: 'later',
    retryAfterMs: null,
    status: 200,
    endpoint: endpointName(endpoints.getBalance),
    missingResource: null,
    maybeApplied: false,
    message: "The answer carries no Date header, and no update is safe without VTEX's clock.",
  };
}
