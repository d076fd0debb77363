import { type ManualTime, manualTime } from '../../manual-time';
import { newStore } from '../store';
import { type StoreModel, storeModel } from '../store-model';
import type { StatusEvent } from './order';
import type { Platform } from './platform';

/** A store without HTTP on a clock that stands still: for the model's own tests and for simulations. */
export function newModel(
  options: { seed?: number; platform?: Partial<Platform>; keepFinishedOrders?: number } = {},
): {
  model: StoreModel;
  time: ManualTime;
  events: StatusEvent[];
} {
  const time = manualTime(Date.parse('2026-03-02T10:00:00Z'));
  const platform = { updateLockMs: 0, ...options.platform };
  const { seed = 7, keepFinishedOrders } = options;
  const store = newStore({
    accountName: 'sandboxstore',
    appKey: 'key',
    seed,
    time,
    platform,
    keepFinishedOrders,
  });
  const model = storeModel(store);
  const events: StatusEvent[] = [];
  store.state.listeners.push((event) => events.push(event));
  model.addWarehouse('main');
  model.addWarehouse('north');
  return { model, time, events };
}
