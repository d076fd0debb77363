import { parseTicks } from './instant';
import { done, type Outcome, refused } from './outcome';
import { activeParts, reservedQuantity, type StockPosition } from './position';
import { isActive, type ReservationPart } from './reservation';
import { expire, findParts, type WhichPart } from './reservation-flow';
import { openUnitsOf } from './share';
import { ensurePosition, knowsWarehouse, type StoreState } from './state';

export interface InventoryUpdate {
  quantity: number;
  unlimited: boolean;
  /** Undefined leaves it alone (PATCH); a PUT without one sends `00:00:00`. */
  leadTime?: string;
  dateUtcOnBalanceSystem?: string | null;
}

const LEAD_TIME = /^(\d+\.)?\d{1,3}:\d{2}:\d{2}$/;
/** What VTEX shows as the total of a SKU with unlimited stock. */
const UNLIMITED_TOTAL = 1_000_000;

/**
 * "Update inventory by SKU and warehouse": sets the total and releases the acknowledged reservations.
 *
 * | reservation | acknowledged at or before the date | later |
 * |---|---|---|
 * | Authorized, Confirmed | stays | stays |
 * | Confirmed and acknowledged | released | stays (unless `honoursWatermark` is off) |
 */
export function updateInventory(
  state: StoreState,
  skuId: string,
  warehouseId: string,
  update: InventoryUpdate,
): Outcome<StockPosition> {
  const { dateUtcOnBalanceSystem: text } = update;
  const until = text ? parseTicks(text) : state.clock();
  if (!knowsWarehouse(state, warehouseId))
    return refused(400, 'LOG001', `Warehouse ${warehouseId} does not exist`);
  if (until === null) return refused(400, 'LOG002', 'dateUtcOnBalanceSystem is not a date');
  if (update.leadTime !== undefined && !LEAD_TIME.test(update.leadTime))
    return refused(400, 'LOG003', 'leadTime is not dd.hh:mm:ss');
  const position = ensurePosition(state, skuId, warehouseId);
  const blocked = takeLock(state, position) ?? tooManyActive(state, position);
  if (blocked) return blocked;
  if (changesNothing(state, position, update)) return done(position);
  position.total = update.unlimited ? UNLIMITED_TOTAL : update.quantity;
  position.unlimited = update.unlimited;
  if (update.leadTime !== undefined) position.leadTime = update.leadTime;
  position.books.updates += 1;
  release(state, position, until);
  if (position.skewSince <= until) position.skew = 0;
  return done(position);
}

function takeLock(state: StoreState, position: StockPosition) {
  const { skuId, warehouseId } = position;
  if (state.now() < position.lockedUntilMs)
    return refused(
      423,
      'LOCKED',
      `Unable to acquire lock for key: ${state.accountName}_item_logistics_${skuId}_${warehouseId}.`,
    );
  position.lockedUntilMs = state.now() + state.platform.updateLockMs;
  return null;
}

export function tooManyActive(state: StoreState, position: StockPosition) {
  expire(state, position.parts.values());
  if (activeParts(position).length <= state.platform.maxActiveReservations) return null;
  return refused(400, 'LOG004', 'Too many active reservations');
}

function changesNothing(state: StoreState, position: StockPosition, update: InventoryUpdate): boolean {
  if (!state.platform.ignoresQuantityEqualToAvailable || update.unlimited) return false;
  const available = position.total - reservedQuantity(position, state.platform.countsAborted);
  return update.quantity === available && !activeParts(position).some((part) => part.acknowledgedAt !== null);
}

function release(state: StoreState, position: StockPosition, until: bigint): void {
  const { honoursWatermark, ignoresWatermarkFromMs, releasesNothing } = state.platform;
  if (releasesNothing) return;
  const ignores =
    !honoursWatermark || (ignoresWatermarkFromMs !== null && state.now() >= ignoresWatermarkFromMs);
  for (const part of activeParts(position)) {
    const { acknowledgedAt } = part;
    if (acknowledgedAt === null || (!ignores && acknowledgedAt > until)) continue;
    releasePart(state, position, part);
  }
}

/** One reservation released past us, as by a hand that VTEX does not tell of. */
export function releaseReservation(state: StoreState, which: WhichPart): Outcome<ReservationPart[]> {
  const found = findParts(state, which);
  if (found.ok)
    for (const part of found.value.filter(isActive))
      releasePart(state, ensurePosition(state, part.skuId, part.warehouseId), part);
  return found;
}

/** No longer reserved. Whether that was right, the books say: are its goods still wanted and still on the shelf? */
export function releasePart(state: StoreState, position: StockPosition, part: ReservationPart): void {
  part.releasedAt = part.updatedAt = state.clock();
  position.parts.delete(part.lockId);
  position.books.released += 1;
  if (part.orderId === null) position.books.releasedWithoutOrder += 1;
  const open = openUnitsOf(position, part);
  if (open > 0) position.books.openDiscarded += 1;
  position.books.openDiscardedUnits += open;
}

/** What a position shows, or the refusal of a position with too many reservations. */
export function readPosition(
  state: StoreState,
  position: StockPosition,
): Outcome<{ reserved: number; available: number }> {
  const refusal = tooManyActive(state, position);
  if (refusal) return refusal;
  const untold = activeParts(position).filter((part) => part.telling.uncounted);
  const left = untold.reduce((sum, part) => sum + part.quantity, 0);
  const reserved = reservedQuantity(position, state.platform.countsAborted) - left;
  return done({ reserved, available: position.total - reserved });
}
