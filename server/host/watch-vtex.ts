import type { VtexApi, VtexResult } from '@holdfast/node/clients/vtex/vtex-api';
import type { VtexProblemRecorder } from '@holdfast/node/clients/vtex/vtex-problems';

/** The same API, with every failure told to the recorder: what a person has to know is in the overview. */
export function watchVtex(api: VtexApi, recorder: VtexProblemRecorder): VtexApi {
  async function told<T>(result: Promise<VtexResult<T>>): Promise<VtexResult<T>> {
    const answer = await result;
    if (!answer.ok) await recorder.failed(answer.failure).catch(() => undefined);
    return answer;
  }
  return {
    getOrder: (orderId) => told(api.getOrder(orderId)),
    async *listOrders(field, window) {
      for await (const page of api.listOrders(field, window)) yield await told(Promise.resolve(page));
    },
    getHookConfig: () => told(api.getHookConfig()),
    saveHookConfig: (config) => told(api.saveHookConfig(config)),
    getFeedConfig: () => told(api.getFeedConfig()),
    saveFeedConfig: (config) => told(api.saveFeedConfig(config)),
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
