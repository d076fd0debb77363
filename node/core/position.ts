import type { SkuId, WarehouseId } from './id';
/** One SKU in one warehouse: what an inventory update addresses. Both ids compare exactly, as VTEX returned them. */
export interface Position {
  skuId: SkuId;
  warehouseId: WarehouseId;
}

/** Text that identifies a position inside an account; ids may hold any character. */
export function positionKey(position: Position): string {
  return `${encodeURIComponent(position.skuId)}/${encodeURIComponent(position.warehouseId)}`;
}

export function samePosition(a: Position, b: Position): boolean {
  return a.skuId === b.skuId && a.warehouseId === b.warehouseId;
}

/** Each position once, first seen first. */
export function distinctPositions(positions: readonly Position[]): Position[] {
  return [...new Map(positions.map((position) => [positionKey(position), position])).values()];
}
