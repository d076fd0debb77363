import { z } from 'zod';
import { instant, text, units } from './fields';
import { moment, skuId, warehouseId } from './query-fields';

export const whatIfQuery = z.strictObject({
  skuId,
  warehouseId,
  total: z.coerce.number().int().min(0).max(2_147_483_647),
  at: moment.meta({ description: 'Its `dateUtcOnBalanceSystem`; default: now' }),
});

const letGo = z.object({
  lockId: text,
  orderId: text.nullable(),
  acknowledgedAt: instant,
  quantity: units,
});

export const whatIf = z.object({
  totalQuantity: units,
  reservedQuantity: units,
  quantity: units.meta({ description: 'The total that would be written' }),
  at: instant,
  discards: z.array(letGo).meta({
    description: 'Open reservations that VTEX would let go of, with the units whose goods are still to leave',
  }),
  discardedUnits: units,
  releases: z.array(letGo).meta({ description: 'Settled ones, rightly let go' }),
  availableBefore: units,
  availableAfter: units,
  backOnSale: units.meta({ description: 'Units of the discarded ones that could be bought again' }),
});
