import { z } from 'zod';
import { asSkuId, asWarehouseId } from '../core/id';
import { type Position, samePosition } from '../core/position';
import type { PositionStore, SettingStore } from './store';

export type RoundStore = Pick<PositionStore, 'positionsAfter'> & SettingStore;

const cursorShape = z.object({
  skuId: z.string().transform(asSkuId),
  warehouseId: z.string().transform(asWarehouseId),
});

/**
 * The next positions of a round that goes over all of them, a bounded number at a time, and then begins anew: each
 * is looked at as often as any other, the one looked at longest ago first. `key` names the round in the settings,
 * where it is remembered how far it has come; call `done` when these were handed over. A round of fewer positions
 * than `limit` is over in one go.
 */
export async function nextOfRound(
  store: RoundStore,
  key: string,
  holding: 'open' | 'any',
  limit: number,
): Promise<{ positions: Position[]; done(): Promise<void> }> {
  const read = cursorShape.safeParse(await store.setting(key));
  const after = read.success ? read.data : null;
  const rest = await store.positionsAfter(after, limit, holding);
  const missing = limit - rest.length;
  const again = after !== null && missing > 0 ? await store.positionsAfter(null, missing, holding) : [];
  const positions = [...rest, ...again.filter((one) => !rest.some((other) => samePosition(one, other)))];
  const last = positions.at(-1) ?? null;
  return { positions, done: () => store.setSetting(key, last) };
}
