import type { VtexApi, VtexFailure, VtexResult } from './vtex-api';

/** The same API, with every failure told to `failed` before the caller gets it. */
export function watchVtex(api: VtexApi, failed: (failure: VtexFailure) => Promise<void>): VtexApi {
  async function told<T>(result: Promise<VtexResult<T>>): Promise<VtexResult<T>> {
    const answer = await result;
    if (!answer.ok) await failed(answer.failure);
    return answer;
  }
  return {
    getOrder: (orderId) => told(api.getOrder(orderId)),
    async *listOrders(field, window, status) {
      for await (const page of api.listOrders(field, window, status)) yield await told(Promise.resolve(page));
    },
    getHookConfig: () => told(api.getHookConfig()),
    saveHookConfig: (config) => told(api.saveHookConfig(config)),
    deleteHookConfig: () => told(api.deleteHookConfig()),
    getFeedConfig: () => told(api.getFeedConfig()),
    saveFeedConfig: (config) => told(api.saveFeedConfig(config)),
    deleteFeedConfig: () => told(api.deleteFeedConfig()),
    readFeed: () => told(api.readFeed()),
    commitFeed: (handles) => told(api.commitFeed(handles)),
    listWarehouses: () => told(api.listWarehouses()),
    getBalance: (position) => told(api.getBalance(position)),
    getInventoryRows: (position) => told(api.getInventoryRows(position)),
    listReservations: (position, page) => told(api.listReservations(position, page)),
    getReservation: (lockId) => told(api.getReservation(lockId)),
    acknowledgeReservation: (lockId) => told(api.acknowledgeReservation(lockId)),
    cancelReservation: (lockId) => told(api.cancelReservation(lockId)),
    updateInventory: (position, update) => told(api.updateInventory(position, update)),
  };
}
