import { z } from 'zod';
import type { Balance } from '../../core/gate/reading';
import type { Call } from './call-policy';
import { endpoints } from './endpoints';
import { listOf, optionalText, quantity, warehouseId } from './fields';
import { withoutValue } from './results';
import type { VtexApi } from './vtex-api';

const NO_LEAD_TIME = '00:00:00';

const balanceAnswer = z.object({
  balance: listOf(
    z.object({
      warehouseId,
      totalQuantity: quantity,
      /** May be negative (known issue 991735). */
      reservedQuantity: quantity,
      hasUnlimitedQuantity: z.boolean().nullish(),
      leadTime: optionalText,
    }),
  ),
});

const rowsAnswer = z.array(
  z
    .object({
      totalQuantity: quantity,
      reservedQuantity: quantity,
      availableQuantity: quantity,
      isUnlimited: z.boolean().nullish(),
    })
    .transform((row) => ({ ...row, isUnlimited: row.isUnlimited ?? false })),
);

type Inventory = Pick<VtexApi, 'getBalance' | 'getInventoryRows' | 'updateInventory'>;

export function createInventory(call: Call): Inventory {
  return {
    async getBalance({ skuId, warehouseId }) {
      const result = await call(endpoints.getBalance, { ids: { skuId } }, balanceAnswer);
      if (!result.ok) return result;
      const found = result.value.balance.find((entry) => entry.warehouseId === warehouseId);
      const value: Balance | null = found
        ? {
            totalQuantity: found.totalQuantity,
            reservedQuantity: found.reservedQuantity,
            isUnlimited: found.hasUnlimitedQuantity ?? false,
            leadTime: found.leadTime ?? NO_LEAD_TIME,
          }
        : null;
      return { ok: true, value, date: result.date };
    },
    getInventoryRows: ({ skuId, warehouseId }) =>
      call(endpoints.getInventoryRows, { ids: { skuId, warehouseId } }, rowsAnswer),
    /** All four fields always: one left out is taken for 0, limited or "now". Each release rests on it. */
    async updateInventory({ skuId, warehouseId }, update) {
      const body = {
        quantity: update.quantity,
        unlimitedQuantity: update.unlimitedQuantity,
        dateUtcOnBalanceSystem: update.dateUtcOnBalanceSystem,
        leadTime: update.leadTime,
      };
      return withoutValue(
        await call(endpoints.updateInventory, { ids: { skuId, warehouseId }, body }, z.unknown()),
      );
    },
  };
}
