import { createWebhookConnector } from '@holdfast/node/clients/erp/webhook/webhook-connector';
import { startErp } from '@holdfast/sandbox/erp/start-erp';
import { realTime } from '@holdfast/sandbox/time';
import { createAxiosPost } from '@holdfast/server/erp-http/axios-post';
import { type ConnectorUnderTest, describeConnector } from './connector-contract';

const secret = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;

/** The ERP of the sandbox, written apart from the connector, checks versions and fields by itself. */
describeConnector("webhook, with the sandbox's ERP", async (): Promise<ConnectorUnderTest> => {
  const erp = await startErp({ port: 0, secret, time: realTime });
  const post = createAxiosPost();
  const connector = createWebhookConnector(
    { url: erp.url, secret, timeoutMs: 2_000 },
    { post, now: Date.now },
  );
  return {
    connector,
    async behave(behaviour) {
      erp.faults.clear();
      if (behaviour === 'busy') erp.faults.set({ kind: 'rate-limited' });
      if (behaviour === 'away') erp.faults.set({ kind: 'down' });
      if (behaviour === 'reject') erp.faults.set({ kind: 'rejects' });
    },
    booked: async () => erp.books.reservations().map(({ version: _version, ...line }) => line),
    async close() {
      // The contract lets messages come late on purpose; Holdfast's own streams never do.
      const violations = erp.books.violations().filter((said) => !/ version \d+ /.test(said));
      const refused = erp.books.refused();
      post.close();
      await erp.stop();
      if (violations.length + refused.length > 0) throw new Error(JSON.stringify({ violations, refused }));
    },
  };
});
