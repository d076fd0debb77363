import { firstUnitsOf } from '../order/claim';
import type { HeldItem, Order, OrderLine } from '../order/order';
import { type Position, samePosition } from '../position';
import { type PlacedSource, plainSource, type Share } from './shares';

/** What the lock holds that nothing else explains must be the parts of the kit. Without any, it is told as it is sold. */
export function guessedParts(share: Share, free: readonly HeldItem[]): PlacedSource[] {
  const { line, units, isWhole, at } = share;
  const others = free.filter(({ skuId }) => skuId !== line.skuId);
  const named = free
    .filter(({ skuId }) => skuId === line.skuId)
    .flatMap(({ kitSkuIds, warehouseId }) => kitSkuIds.map((skuId) => ({ skuId, warehouseId })));
  const mine: Position[] = others.length > 0 ? others : named.filter(({ skuId }) => skuId !== line.skuId);
  if (mine.length === 0) return [plainSource(share)];
  return mine.map(({ skuId, warehouseId }) => ({
    at: { skuId, warehouseId },
    source: { line, units, isWhole, part: { quantityPerKit: null } },
    partOf: at.skuId,
  }));
}

/**
 * Puts each share where the lock holds its SKU: as the order says, else at what is left over. What a lock holds less
 * than the order says here, and holds elsewhere, lies there.
 */
export function assign(shares: readonly Share[], held: readonly HeldItem[]) {
  const here = shares.filter(({ at }) => held.some((item) => samePosition(item, at)));
  const elsewhere = shares.filter((share) => !here.includes(share));
  const taken = here.map(({ at }) => at);
  const free = ({ at }: Share) =>
    held
      .filter((item) => item.skuId === at.skuId && !taken.some((one) => samePosition(one, item)))
      .sort((a, b) => Number(isAlike(b, at)) - Number(isAlike(a, at)));
  const there: PlacedSource[] = [];
  const nowhere: PlacedSource[] = [];
  for (const share of elsewhere) {
    const [item] = free(share);
    if (item === undefined) nowhere.push(plainSource(share));
    else {
      taken.push(item);
      there.push({ ...plainSource(share), at: positionOf(item) });
    }
  }
  for (const share of here) {
    let missing = share.units - (held.find((item) => samePosition(item, share.at))?.quantity ?? 0);
    const parts: PlacedSource[] = [];
    for (const item of free(share)) {
      if (missing <= 0) break;
      const units = Math.min(missing, item.quantity);
      missing -= units;
      taken.push(item);
      parts.push({ ...plainSource({ ...share, units, isWhole: false }), at: positionOf(item) });
    }
    const moved = parts.reduce((units, { source }) => units + source.units, 0);
    const isWhole = share.isWhole && moved === 0;
    there.push(plainSource({ ...share, units: share.units - moved, isWhole }), ...parts);
  }
  return { there, nowhere };
}

function isAlike(item: HeldItem, at: Position): boolean {
  return item.warehouseId.toLowerCase() === at.warehouseId.toLowerCase();
}

function positionOf({ skuId, warehouseId }: Position): Position {
  return { skuId, warehouseId };
}

/** Held items that no share takes, and held items with more units than all their shares were ever placed with. */
export function surplusOf(
  order: Order,
  held: readonly HeldItem[],
  placed: readonly PlacedSource[],
): HeldItem[] {
  return held.filter((item) => {
    const here = placed.filter(({ at }) => samePosition(at, item));
    if (here.some(({ source }) => source.part !== undefined)) return false;
    const units = here.reduce((sum, { source }) => sum + source.units, 0);
    return item.quantity > Math.max(units, here.length === 0 ? 0 : (firstUnitsOf(order, item.skuId) ?? 0));
  });
}

export function heldOf(held: readonly HeldItem[], line: OrderLine): PlacedSource[] {
  return held
    .filter(({ skuId }) => skuId === line.skuId)
    .map(({ skuId, warehouseId, quantity }) => ({
      at: { skuId, warehouseId },
      source: { line, units: quantity, isWhole: held.filter((one) => one.skuId === line.skuId).length === 1 },
      partOf: null,
    }));
}

/** One item a position; a lock may list a position in several rows. */
export function merged(items: readonly HeldItem[]): HeldItem[] {
  const all: HeldItem[] = [];
  for (const item of items) {
    const other = all.find((one) => samePosition(one, item));
    if (other === undefined) all.push({ ...item });
    else other.quantity += item.quantity;
  }
  return all;
}
