import type Router from '@koa/router';
import { type InventoryUpdate, readPosition, updateInventory } from '../model/inventory';
import type { StockPosition } from '../model/position';
import { findPosition, positionsOfSku } from '../model/state';
import { badRequest, type Call, register, reply, type StoreWire } from './call';

const INVENTORY = '/api/logistics/pvt/inventory';

export function inventoryRoutes(router: Router, wire: StoreWire): void {
  const { state } = wire.store;
  register(router, wire, 'get', `${INVENTORY}/skus/:skuId`, 'getBalance', (call) => balance(wire, call));
  const rows = `${INVENTORY}/items/:skuId/warehouses/:warehouseId`;
  register(router, wire, 'get', rows, 'getInventoryRows', ({ ctx, params }) => {
    const position = findPosition(state, params.skuId ?? '', params.warehouseId ?? '');
    ctx.body = [];
    if (position)
      reply(ctx, readPosition(state, position), (seen) => {
        ctx.body = [rowJson(position, seen)];
      });
  });
  const put = `${INVENTORY}/skus/:skuId/warehouses/:warehouseId`;
  register(router, wire, 'put', put, 'putInventory', ({ ctx, params, body }) => {
    // A missing lead time becomes 0 with PUT; PATCH leaves it alone.
    const leadTime = typeof body.leadTime === 'string' && body.leadTime !== '' ? body.leadTime : '00:00:00';
    const update = readUpdate(body);
    if (!update) return badRequest(ctx, 'The request is invalid.');
    const { skuId = '', warehouseId = '' } = params;
    const updated = wire.onUpdate?.(skuId, warehouseId);
    reply(ctx, updateInventory(state, skuId, warehouseId, { ...update, leadTime }), () => {
      ctx.type = 'application/json';
      ctx.body = 'true';
    });
    updated?.();
  });
  register(router, wire, 'patch', `${put}/quantity`, 'patchInventory', ({ ctx, params, body }) => {
    const update = readUpdate(body);
    if (!update) return badRequest(ctx, 'The request is invalid.');
    reply(ctx, updateInventory(state, params.skuId ?? '', params.warehouseId ?? '', update), () => {
      ctx.status = 204;
    });
  });
  register(
    router,
    wire,
    'get',
    '/api/logistics/pvt/configuration/warehouses',
    'listWarehouses',
    ({ ctx }) => {
      ctx.body = [...state.warehouses.values()].map(({ id, name, dockId }, priority) => ({
        id,
        name,
        warehouseDocks: [{ dockId, time: '0.00:00:00', cost: 0 }],
        pickupPointIds: [],
        priority,
        isActive: true,
      }));
    },
  );
}

/** A missing or null quantity is 0, a missing `unlimitedQuantity` false: VTEX answers 200 to both. */
function readUpdate(body: Record<string, unknown>): InventoryUpdate | null {
  const quantity = body.quantity ?? 0;
  const unlimited = body.unlimitedQuantity ?? false;
  const date = body.dateUtcOnBalanceSystem ?? null;
  if (typeof quantity !== 'number' || !Number.isInteger(quantity) || quantity < 0) return null;
  if (typeof unlimited !== 'boolean' || (date !== null && typeof date !== 'string')) return null;
  return { quantity, unlimited, dateUtcOnBalanceSystem: date };
}

function balance(wire: StoreWire, { ctx, params }: Call): void {
  const { state } = wire.store;
  const skuId = params.skuId ?? '';
  const rows: unknown[] = [];
  for (const position of positionsOfSku(state, skuId)) {
    const seen = readPosition(state, position);
    if (!seen.ok) {
      reply(ctx, seen, () => {});
      return;
    }
    rows.push({
      warehouseId: position.warehouseId,
      warehouseName: state.warehouses.get(position.warehouseId)?.name ?? position.warehouseId,
      totalQuantity: position.total,
      reservedQuantity: seen.value.reserved,
      hasUnlimitedQuantity: position.unlimited,
      timeToRefill: null,
      dateOfSupplyUtc: null,
      leadTime: position.leadTime,
    });
  }
  ctx.body = { skuId, balance: rows };
}

function rowJson(position: StockPosition, seen: { reserved: number; available: number }) {
  return {
    skuId: position.skuId,
    warehouseId: position.warehouseId,
    dockId: `dock-${position.warehouseId}`,
    totalQuantity: position.total,
    reservedQuantity: seen.reserved,
    availableQuantity: seen.available,
    isUnlimited: position.unlimited,
    salesChannel: ['1'],
    deliveryChannel: ['delivery'],
    timeToRefill: '',
    dateOfSupplyUtc: '',
    keepSellingAfterExpiration: false,
    transfer: '',
  };
}
