import type { ErpConnector, ErpStock } from '@holdfast/node/clients/erp/connector';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { ReservationStatus } from '@holdfast/node/core/reservation/reservation';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';
import { anId } from '../builders/an-id';

/** The shelf by the ERP's own books: what was put there, less what it has booked as sent. */
export interface ErpShelf {
  readStock: NonNullable<ErpConnector['readStock']>;
  /** Goods come or go without a reservation of ours; the store's real shelf is the caller's to move. */
  move(skuId: string, units: number): void;
  /** How often it was asked. */
  asked(): number;
}

const LEFT = new Set(['invoiced', 'removed']);

/** Stock of `main` in an ERP whose reservations are the sandbox's. `sandbox` is asked late: it may not run yet. */
export function erpShelf(sandbox: () => Sandbox, stock: Readonly<Record<string, number>>): ErpShelf {
  const put = new Map(Object.entries(stock));
  let asked = 0;
  return {
    asked: () => asked,
    move: (skuId, units) => put.set(skuId, (put.get(skuId) ?? 0) + units),
    async readStock(positions) {
      asked += 1;
      const booked = sandbox().erp.books.reservations();
      const levels = positions.map((position): ErpStock => {
        const here = booked.filter(
          (one) => one.skuId === position.skuId && one.warehouseId === position.warehouseId,
        );
        const gone = here
          .filter(({ status }) => LEFT.has(status))
          .reduce((sum, one) => sum + one.quantity, 0);
        const level = put.get(position.skuId);
        return {
          position,
          onHand: level === undefined ? null : level - gone,
          countedAt: instantOfMs(Date.now()),
          reservations: here.map(({ lockId, quantity, status }) => ({
            lockId: anId(lockId),
            quantity,
            status: status as ReservationStatus,
          })),
        };
      });
      return { kind: 'read', stock: levels };
    },
  };
}
