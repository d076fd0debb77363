import type { SkuId, WarehouseId } from '../id';
import type { KitPart, OrderLine } from '../order/order';
import type { Position } from '../position';

/** Units of one line that an allocation takes from one place. */
export interface Source {
  line: OrderLine;
  /** Units of the line (kits, for a part). */
  units: number;
  /** All units of the line lie here. */
  isWhole: boolean;
  /** For a part of a kit: its units in one kit, null where VTEX does not say. Absent for the line's own SKU. */
  part?: { quantityPerKit: number | null };
}

/** The same as the order tells it: where, and for a kit of which parts. */
export interface Share {
  line: OrderLine;
  at: Position;
  units: number;
  isWhole: boolean;
  kitParts: KitPart[];
}

export function sharesOf(line: OrderLine): Share[] {
  const taken = line.allocations.filter(({ quantity }) => quantity > 0);
  return taken.map(({ warehouseId, quantity: units, kitParts }) => ({
    line,
    at: { skuId: line.skuId, warehouseId },
    units,
    isWhole: taken.length === 1,
    kitParts,
  }));
}

/** A source with the position that it really is taken from. */
export type PlacedSource = { at: Position; source: Source; partOf: SkuId | null };

export function plainSource({ at, line, units, isWhole }: Share): PlacedSource {
  return { at, source: { line, units, isWhole }, partOf: null };
}

export function partSources({ at, line, units, isWhole, kitParts }: Share): PlacedSource[] {
  return eachPartOnce(kitParts, at.warehouseId).map(({ skuId, warehouseId, quantityPerKit }) => ({
    at: { skuId, warehouseId: warehouseId ?? at.warehouseId },
    source: { line, units, isWhole, part: { quantityPerKit } },
    partOf: line.skuId,
  }));
}

/** A part that is named twice is in the kit as often as both say; where one does not say, nobody knows. */
function eachPartOnce(parts: readonly KitPart[], warehouseId: WarehouseId): KitPart[] {
  const all: KitPart[] = [];
  for (const part of parts) {
    const at = { ...part, warehouseId: part.warehouseId ?? warehouseId };
    const other = all.find((one) => one.skuId === at.skuId && one.warehouseId === at.warehouseId);
    if (other === undefined) all.push(at);
    else {
      const isTold = other.quantityPerKit !== null && at.quantityPerKit !== null;
      other.quantityPerKit = isTold ? (other.quantityPerKit ?? 0) + (at.quantityPerKit ?? 0) : null;
    }
  }
  return all;
}
