import { z } from 'zod';
import type { Call } from './call-policy';
import { endpoints } from './endpoints';
import { optionalText, warehouseId } from './fields';
import type { VtexApi } from './vtex-api';

const warehouse = z
  .object({ id: warehouseId, name: optionalText, isActive: z.boolean().nullish() })
  .transform((answer) => ({
    id: answer.id,
    name: answer.name ?? answer.id,
    isActive: answer.isActive ?? true,
  }));

export function createWarehouses(call: Call): Pick<VtexApi, 'listWarehouses'> {
  return { listWarehouses: () => call(endpoints.listWarehouses, {}, z.array(warehouse)) };
}
