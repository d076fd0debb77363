import type { DeliveryOutcome, ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { Delivery } from '@holdfast/node/store/delivery';

/** For an ERP with `PUT {url}/holds/{key}` that keeps the newest version of each. */
export function createSmallestConnector(url: string): ErpConnector {
  let last: DeliveryOutcome | null = null;

  async function put(delivery: Delivery): Promise<DeliveryOutcome> {
    const { lockId, skuId, warehouseId } = delivery.data;
    const key = [lockId, skuId, warehouseId].map((part) => encodeURIComponent(String(part))).join('/');
    try {
      const { status } = await fetch(`${url}/holds/${encodeURIComponent(key)}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(delivery.data),
        signal: AbortSignal.timeout(15_000),
      });
      if (status < 300) return { kind: 'accepted', status };
      const message = `The ERP answered ${status}.`;
      if (status === 429 || status >= 500) return { kind: 'retry', status, retryAfterMs: null, message };
      return { kind: 'refused', status, message };
    } catch {
      // It may have been booked all the same: the same PUT again does no harm.
      return { kind: 'retry', status: null, retryAfterMs: null, message: 'The ERP did not answer.' };
    }
  }

  return {
    name: 'smallest',
    async deliver(delivery) {
      if (delivery.type !== 'holdfast.reservation.changed') return { kind: 'accepted', status: null };
      last = await put(delivery);
      return last;
    },
    async checkHealth() {
      if (last !== null && last.kind !== 'accepted') return { healthy: false, reason: last.message };
      return { healthy: true, note: last === null ? 'Nothing was sent yet.' : undefined };
    },
  };
}
