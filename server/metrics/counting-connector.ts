import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { Metrics } from './create-metrics';

/** Counts every attempt to deliver. */
export function countingConnector(inner: ErpConnector, metrics: Metrics): ErpConnector {
  const { isThere, readStock } = inner;
  return {
    name: inner.name,
    async deliver(delivery) {
      const outcome = await inner.deliver(delivery);
      metrics.deliveries.inc({ outcome: outcome.kind });
      return outcome;
    },
    checkHealth: () => inner.checkHealth(),
    ...(isThere ? { isThere: (what) => isThere.call(inner, what) } : {}),
    ...(readStock ? { readStock: (positions) => readStock.call(inner, positions) } : {}),
  };
}
