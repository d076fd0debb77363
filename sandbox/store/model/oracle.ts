import type { PositionBooks } from './position';
import { activeParts, promisedQuantity, reservedQuantity } from './position';
import type { StoreState } from './state';

export interface PositionReport extends PositionBooks {
  skuId: string;
  warehouseId: string;
  total: number;
  reserved: number;
  available: number;
  physical: number;
  promised: number;
  active: number;
  acknowledged: number;
}

/** The truth that no VTEX call tells: what was sold twice, and whose reservation was thrown away. */
export interface OracleReport {
  orders: number;
  retiredOrders: number;
  /** Sold though not there to sell, counted at the sale. Zero is the product's promise. */
  oversoldUnits: number;
  shippedWithoutStock: number;
  /** Acknowledged reservations that an update released before their goods had left. */
  openDiscarded: number;
  openDiscardedUnits: number;
  released: number;
  positions: PositionReport[];
}

export function consultOracle(state: StoreState): OracleReport {
  const positions = [...state.positions.values()].map((position): PositionReport => {
    const active = activeParts(position);
    const reserved = reservedQuantity(position, state.platform.countsAborted);
    return {
      skuId: position.skuId,
      warehouseId: position.warehouseId,
      total: position.total,
      reserved,
      available: position.total - reserved,
      physical: position.physical,
      promised: promisedQuantity(position),
      active: active.length,
      acknowledged: active.filter((part) => part.acknowledgedAt !== null).length,
      ...position.books,
    };
  });
  const sum = (field: keyof PositionBooks) =>
    positions.reduce((total, position) => total + position[field], 0);
  return {
    orders: state.orders.size,
    retiredOrders: state.retiredOrders,
    oversoldUnits: sum('soldWithoutStock'),
    shippedWithoutStock: sum('shippedWithoutStock'),
    openDiscarded: sum('openDiscarded'),
    openDiscardedUnits: sum('openDiscardedUnits'),
    released: sum('released'),
    positions,
  };
}
