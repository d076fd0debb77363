import type { VtexApi } from '@holdfast/node/clients/vtex/vtex-api';
import { type Instant, parseInstant } from '@holdfast/node/core/instant';
import { anId } from '../builders/an-id';

export function at(text: string): Instant {
  const instant = parseInstant(text);
  if (!instant) throw new Error(`not an instant: ${text}`);
  return instant;
}

export const POSITION = { skuId: anId('36'), warehouseId: anId('main') };

/** Each operation of the port once, by name, so that none can be added without being checked. */
export const everyOperation: { [Name in keyof VtexApi]: (vtex: VtexApi) => Promise<unknown> } = {
  getOrder: (vtex) => vtex.getOrder(anId('v502556llux-01')),
  async listOrders(vtex) {
    const pages = [];
    const window = { from: at('2026-05-01T00:00:00Z'), to: at('2026-05-02T00:00:00Z') };
    for (const field of ['creationDate', 'authorizedDate', 'invoicedDate'] as const) {
      for await (const page of vtex.listOrders(field, window)) pages.push(page);
    }
    return pages[0];
  },
  getHookConfig: (vtex) => vtex.getHookConfig(),
  saveHookConfig: (vtex) =>
    vtex.saveHookConfig({
      url: 'https://holdfast.example/_v/holdfast/hook',
      headers: { 'x-holdfast-key': 'k' },
      filter: { type: 'FromWorkflow', status: ['handling', 'invoiced'] },
    }),
  deleteHookConfig: (vtex) => vtex.deleteHookConfig(),
  getFeedConfig: (vtex) => vtex.getFeedConfig(),
  saveFeedConfig: (vtex) =>
    vtex.saveFeedConfig({
      filter: { type: 'FromWorkflow', status: ['handling'] },
      visibilityTimeoutSeconds: 240,
      messageRetentionSeconds: 345_600,
    }),
  deleteFeedConfig: (vtex) => vtex.deleteFeedConfig(),
  readFeed: (vtex) => vtex.readFeed(),
  commitFeed: (vtex) => vtex.commitFeed(['handle-1', 'handle-2']),
  listWarehouses: (vtex) => vtex.listWarehouses(),
  getBalance: (vtex) => vtex.getBalance(POSITION),
  getInventoryRows: (vtex) => vtex.getInventoryRows(POSITION),
  listReservations: (vtex) => vtex.listReservations(POSITION, 1),
  getReservation: (vtex) => vtex.getReservation(anId('00-1336411707838-01')),
  acknowledgeReservation: (vtex) => vtex.acknowledgeReservation(anId('00-1336411707838-01')),
  cancelReservation: (vtex) => vtex.cancelReservation(anId('00-1336411707838-01')),
  updateInventory: (vtex) =>
    vtex.updateInventory(POSITION, {
      quantity: 7,
      dateUtcOnBalanceSystem: at('2026-05-01T10:00:00.1234567Z'),
      leadTime: '1.00:00:00',
      unlimitedQuantity: false,
    }),
};
