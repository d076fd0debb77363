import { type CallPolicy, type CallServices, createCall, DEFAULT_CALL_POLICY } from './call-policy';
import { createFeed } from './feed';
import { createHook } from './hook';
import { createInventory } from './inventory';
import { createOrders } from './orders';
import { createReservations } from './reservations';
import type { VtexApi } from './vtex-api';
import { createWarehouses } from './warehouses';

export interface VtexApiServices extends Omit<CallServices, 'policy'> {
  policy?: CallPolicy;
}

/** One VTEX account over any transport. Reads are tried again a few times; a write is sent once. */
export function createVtexApi({ policy = DEFAULT_CALL_POLICY, ...services }: VtexApiServices): VtexApi {
  const call = createCall({ ...services, policy });
  return {
    ...createOrders(call),
    ...createHook(call),
    ...createFeed(call),
    ...createWarehouses(call),
    ...createInventory(call),
    ...createReservations(call),
  };
}
