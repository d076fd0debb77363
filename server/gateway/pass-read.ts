import { asSkuId, asWarehouseId } from '@holdfast/node/core/id';
import type { CountStore } from '@holdfast/node/counts/counts-of';
import { countsOf, waitingCount } from '@holdfast/node/counts/counts-of';
import type { Context } from 'koa';
import { z } from 'zod';
import type { GatewayWrites } from '../postgres/gateway-writes';
import { etagOf } from './etag';
import { type InventoryRead, ROWS_PATH } from './inventory-paths';
import type { RawVtex } from './raw-vtex';
import { refuse, repeat } from './vtex-answer';

export interface ReadServices {
  vtex: RawVtex;
  store: CountStore;
  writes: GatewayWrites;
}

/** Says which claims of the positions shown are still held: `warehouse=quantity`, encoded, separated by commas. */
const PENDING = 'x-holdfast-pending';
/** Warehouses of one SKU that are looked after in one answer. */
const MOST_WAREHOUSES = 50;

/** VTEX's own answer, read with our key. Nothing but the ids and a page's numbers comes from outside. */
export async function passRead(
  services: ReadServices,
  ctx: Context,
  read: InventoryRead,
  ids: Record<string, string>,
): Promise<void> {
  const query = queryOf(ctx, read);
  if (query === null) return refuse(ctx, 400, 'The request is invalid.');
  const { skuId, warehouseId } = ids;
  // Before the read: a write that comes in between then shows as one more.
  const writes =
    read.path === ROWS_PATH && skuId && warehouseId
      ? await services.writes.count({ skuId: asSkuId(skuId), warehouseId: asWarehouseId(warehouseId) })
      : null;
  const answer = await services.vtex({ endpoint: { method: 'GET', path: read.path }, ids, query });
  repeat(ctx, answer);
  if (answer.kind !== 'answer' || answer.status !== 200) return;
  const etag = writes === null ? null : etagOf(answer.body, writes);
  if (etag !== null) ctx.set('ETag', etag);
  if (skuId !== undefined) await tellPending(services, ctx, skuId, warehouseId ?? null, answer.body);
}

function queryOf(ctx: Context, read: InventoryRead): Record<string, string> | null {
  const query: Record<string, string> = {};
  for (const name of read.query) {
    const value = [ctx.query[name]].flat()[0];
    if (value === undefined) continue;
    if (!/^\d{1,9}$/.test(value)) return null;
    query[name] = value;
  }
  return query;
}

const balances = z.looseObject({ balance: z.array(z.looseObject({ warehouseId: z.string() })) });

async function tellPending(
  { store }: ReadServices,
  ctx: Context,
  skuId: string,
  warehouseId: string | null,
  body: unknown,
): Promise<void> {
  const shown = warehouseId === null ? warehousesIn(body) : [warehouseId];
  const pending: string[] = [];
  for (const id of shown) {
    const waiting = waitingCount(
      await countsOf(store, { skuId: asSkuId(skuId), warehouseId: asWarehouseId(id) }),
    );
    if (waiting !== null) pending.push(`${encodeURIComponent(id)}=${waiting.count.onHand}`);
  }
  if (pending.length > 0) ctx.set(PENDING, pending.join(', '));
}

function warehousesIn(body: unknown): string[] {
  const parsed = balances.safeParse(body);
  if (!parsed.success) return [];
  return parsed.data.balance.map((one) => one.warehouseId).slice(0, MOST_WAREHOUSES);
}
