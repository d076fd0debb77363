import { setTimeout as sleep } from 'node:timers/promises';
import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import { createTrytonConnector } from '@holdfast/node/clients/erp/tryton/tryton-connector';
import { createWebhookConnector } from '@holdfast/node/clients/erp/webhook/webhook-connector';
import { createAxiosPost } from '../erp-http/axios-post';
import { createAxiosRpc } from '../erp-http/axios-rpc';
import type { HostSettings } from './host-settings';

export interface OpenConnector {
  /** Null: no ERP is connected. */
  connector: ErpConnector | null;
  close(): void;
}

/** The ERP that the configuration names. */
export function createConnector({ erp, sandbox }: Pick<HostSettings, 'erp' | 'sandbox'>): OpenConnector {
  const now = Date.now;
  switch (erp.kind) {
    case 'webhook': {
      const post = createAxiosPost();
      return {
        connector: createWebhookConnector({ ...erp, sandbox }, { post, now }),
        close: () => post.close(),
      };
    }
    case 'tryton': {
      const outside = { http: createAxiosRpc(), now, random: Math.random, pause: (ms: number) => sleep(ms) };
      return { connector: createTrytonConnector(erp, outside), close: () => undefined };
    }
    case 'off':
      return { connector: null, close: () => undefined };
  }
}
