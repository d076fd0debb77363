import type { PositionBooks } from './position';
import { activeParts, promisedQuantity, reservedQuantity } from './position';
import type { StoreState } from './state';

export interface PositionReport extends PositionBooks {
  skuId: string;
  warehouseId: string;
  /** What VTEX believes. */
  total: number;
  reserved: number;
  available: number;
  /**
   * Units on the shelf: what was stocked and delivered less what the shop shipped, whatever invoices say. Goods of a
   * canceled order never left; returned ones are back only when a person put them there. Once nothing is open,
   * `total`, this and the ERP's on hand are to be the same number.
   */
  physical: number;
  /** Of those, what living orders still want, after all changes of theirs, reserved or not. */
  promised: number;
  active: number;
  acknowledged: number;
}

/** The truth that no VTEX call tells: what was sold twice, and whose reservation was thrown away. */
export interface OracleReport {
  orders: number;
  retiredOrders: number;
  /** Sold though not there to sell, counted at the sale. Zero is the product's promise, but for `claimedWithoutLock`. */
  oversoldUnits: number;
  /** Units that orders took without a reservation: VTEX offers them once more until the total is lowered. */
  claimedWithoutLock: number;
  shippedWithoutStock: number;
  /** Acknowledged reservations that an update released before their goods had left. */
  openDiscarded: number;
  openDiscardedUnits: number;
  /** Reservations without an order that updates released: nobody waits for them, but they were not ours to release. */
  releasedWithoutOrder: number;
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
    claimedWithoutLock: sum('claimedWithoutLock'),
    shippedWithoutStock: sum('shippedWithoutStock'),
    openDiscarded: sum('openDiscarded'),
    openDiscardedUnits: sum('openDiscardedUnits'),
    releasedWithoutOrder: sum('releasedWithoutOrder'),
    released: sum('released'),
    positions,
  };
}
