import { createWebhookConnector } from '@holdfast/node/clients/erp/webhook/webhook-connector';
import { erpSecret, erpUrl } from '@holdfast/node/setting-fields';
import { createAxiosPost } from '../erp-http/axios-post';
import { connectorKind } from './connector-kind';

/** `ERP_CONNECTOR=webhook`, and whoever sets `ERP_URL` alone. */
export const webhook = connectorKind({
  name: 'webhook',
  variables: {
    ERP_URL: erpUrl.describe("the address of the ERP's webhook"),
    ERP_SECRET: erpSecret.describe("the webhook's secret ('whsec_...')"),
  },
  open({ ERP_URL: url, ERP_SECRET: secret }, { sandbox }) {
    const post = createAxiosPost();
    return {
      connector: createWebhookConnector({ url, secret, sandbox }, { post, now: Date.now }),
      close: () => post.close(),
    };
  },
});
