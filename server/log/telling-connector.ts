import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { Turns } from './turns';

/**
 * Tells when the ERP becomes wrong or right again. A message that it does not take yet may be the message's own
 * trouble (too little stock): the connector is asked, once until it is well again.
 */
export function tellingConnector(inner: ErpConnector, turns: Turns): ErpConnector {
  return {
    ...inner,
    async deliver(delivery) {
      const outcome = await inner.deliver(delivery);
      if (outcome.kind === 'accepted') turns.right('ERP');
      if (outcome.kind === 'retry' && !turns.isWrong('ERP')) {
        const health = await inner.checkHealth();
        if (!health.healthy) turns.wrong('ERP', health.reason);
      }
      return outcome;
    },
  };
}
