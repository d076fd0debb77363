import { createWebhookConnector } from '@holdfast/node/clients/erp/webhook/webhook-connector';
import { replayId } from '@holdfast/node/core/erp-events/erp-event';
import { createAxiosPost } from '@holdfast/server/erp-http/axios-post';
import { HTTP } from 'cloudevents';
import {
  type BookedLine,
  type ConnectorUnderTest,
  describeConnector,
  type ErpBehaviour,
} from './connector-contract';
import { deliveryOf } from './deliveries';
import { openWebhookReceiver, type WebhookReceiver } from './webhook-receiver';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two characters').toString('base64')}`;

const ANSWERS: Record<ErpBehaviour, WebhookReceiver['answer']> = {
  accept: { status: 202 },
  busy: { status: 503 },
  reject: { status: 422 },
  away: null,
};

async function open(
  now: () => number = Date.now,
  { secret = SECRET, sandbox }: { secret?: string; sandbox?: boolean } = {},
) {
  const receiver = await openWebhookReceiver(SECRET);
  const post = createAxiosPost();
  const connector = createWebhookConnector(
    { url: receiver.url, secret, timeoutMs: 2_000, sandbox },
    { post, now },
  );
  const close = async () => {
    post.close();
    await receiver.close();
  };
  return { receiver, connector, close };
}

/** Books as docs/erp-webhook.md tells an ERP's people to: what is not newer than what is there is left out. */
function bookedBy({ received }: WebhookReceiver): BookedLine[] {
  const books = new Map<string, BookedLine & { version: number }>();
  for (const { headers, event } of received) {
    if (headers['webhook-id'] !== event.id) throw new Error('webhook-id and the id of the event differ');
    if (event.type !== 'holdfast.reservation.changed') continue;
    const { lockId, skuId, warehouseId, orderId, quantity, status, version } = event.data as Booked;
    const key = JSON.stringify([lockId, skuId, warehouseId]);
    if ((books.get(key)?.version ?? 0) >= version) continue;
    books.set(key, { orderId, lockId, skuId, warehouseId, quantity, status, version });
  }
  return [...books.values()].map(({ version: _version, ...line }) => line);
}
type Booked = BookedLine & { version: number };

describeConnector('webhook', async (): Promise<ConnectorUnderTest> => {
  const { receiver, connector, close } = await open();
  return {
    connector,
    close,
    async behave(behaviour) {
      receiver.answer = ANSWERS[behaviour];
    },
    booked: async () => bookedBy(receiver),
  };
});

describe('webhook, on the wire', () => {
  test('a message arrives whole, and under the same id each time', async () => {
    const { receiver, connector, close } = await open();
    const delivery = deliveryOf(1);
    await connector.deliver(delivery);
    await connector.deliver({ ...delivery, attempts: 1 });
    expect(receiver.received.map(({ event }) => event.data)).toEqual([delivery.data, delivery.data]);
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([delivery.id, delivery.id]);
    await close();
  });

  test('made-up orders of the sandbox say so, in what is signed; real ones carry no such mark', async () => {
    for (const sandbox of [true, undefined]) {
      const { receiver, connector, close } = await open(Date.now, { sandbox });
      await connector.deliver(deliveryOf(3));
      const [received] = receiver.received;
      const event = HTTP.toEvent({ headers: received?.headers ?? {}, body: received?.body ?? '' });
      await close();
      expect(event).toHaveProperty('source', '/holdfast/acme');
      expect(JSON.parse(received?.body ?? '').sandbox).toBe(sandbox);
      expect('sandbox' in event && event.sandbox).toBe(sandbox === true);
    }
  });

  test('is a CloudEvent that the published library reads', async () => {
    const { receiver, connector, close } = await open();
    await connector.deliver(deliveryOf(2));
    const [received] = receiver.received;
    expect(received?.headers).toMatchObject({ 'content-type': 'application/cloudevents+json' });
    const event = HTTP.toEvent({ headers: received?.headers ?? {}, body: received?.body ?? '' });
    expect(event).toMatchObject({
      specversion: '1.0',
      id: 'rsv-acme-L1-v2',
      source: '/holdfast/acme',
      type: 'holdfast.reservation.changed',
      subject: 'order/v1-01',
      time: '2026-03-02T18:00:02.123Z',
      datacontenttype: 'application/json',
      data: { occurredAt: '2026-03-02T18:00:02.1234567Z' },
    });
    await close();
  });

  test('409 to a repeat is taken for what it says: the ERP has it; to a first send it is a refusal', async () => {
    const { receiver, connector, close } = await open();
    receiver.answer = { status: 409 };
    const first = deliveryOf(1);
    expect(await connector.deliver(first)).toMatchObject({ kind: 'refused', status: 409 });
    // The first send ended in a time-out; or a person had it sent again, which counts the attempts anew.
    for (const repeat of [{ attempts: 1 }, { attempts: 0, lastError: 'The ERP answered 409.' }]) {
      expect(await connector.deliver({ ...first, ...repeat })).toMatchObject({
        kind: 'accepted',
        status: 409,
      });
    }
    await close();
  });

  test('each attempt has its own timestamp under the same id', async () => {
    const clock = { ms: Date.now() };
    const { receiver, connector, close } = await open(() => clock.ms);
    await connector.deliver(deliveryOf(1));
    clock.ms += 60_000;
    await connector.deliver(deliveryOf(1));
    const [first, second] = receiver.received;
    expect(Number(second?.headers['webhook-timestamp']) - Number(first?.headers['webhook-timestamp'])).toBe(
      60,
    );
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.headers['webhook-signature']).not.toBe(first?.headers['webhook-signature']);
    expect(receiver.unauthentic).toBe(0);
    await close();
  });

  test('while one secret takes the place of another, a receiver of either takes the message', async () => {
    const other = `whsec_${Buffer.from('the secret that comes after the other').toString('base64')}`;
    for (const secret of [`${other} ${SECRET}`, `${SECRET} ${other}`]) {
      const { receiver, connector, close } = await open(Date.now, { secret });
      expect(await connector.deliver(deliveryOf(1))).toMatchObject({ kind: 'accepted' });
      expect(receiver).toMatchObject({ unauthentic: 0, received: [{ event: { id: deliveryOf(1).id } }] });
      await close();
    }
  });

  test.each([401, 403])('a secret that is wrong for now (%d) parks nothing', async (status) => {
    const { receiver, connector, close } = await open();
    receiver.answer = { status };
    expect(await connector.deliver(deliveryOf(1))).toMatchObject({
      kind: 'retry',
      message: expect.stringMatching(/ERP_SECRET/),
    });
    await close();
  });

  test('a message that is sent again says which one it repeats', async () => {
    const { receiver, connector, close } = await open();
    const delivery = deliveryOf(1);
    await connector.deliver(delivery);
    await connector.deliver({ ...delivery, id: replayId(delivery.id, 'n1') });
    const [first, second] = receiver.received.map(({ event }) => event);
    expect(first).not.toHaveProperty('replayof');
    expect(second).toEqual({ ...first, id: replayId(delivery.id, 'n1'), replayof: delivery.id });
    await close();
  });

  test('an account of any characters makes a valid source', async () => {
    const { receiver, connector, close } = await open();
    await connector.deliver({ ...deliveryOf(1), account: 'my store/ü' });
    expect(receiver.received[0]?.event.source).toBe('/holdfast/my%20store%2F%C3%BC');
    await close();
  });

  test('a redirect is not followed', async () => {
    const stranger = await openWebhookReceiver(SECRET);
    const { receiver, connector, close } = await open();
    receiver.answer = { status: 307, headers: { location: stranger.url } };
    expect(await connector.deliver(deliveryOf(1))).toMatchObject({
      kind: 'refused',
      message: expect.stringMatching(/redirect/),
    });
    expect(stranger.received).toEqual([]);
    await close();
    await stranger.close();
  });

  test('Retry-After reaches the back-off', async () => {
    const { receiver, connector, close } = await open();
    receiver.answer = { status: 429, headers: { 'retry-after': '90' } };
    expect(await connector.deliver(deliveryOf(1))).toMatchObject({
      kind: 'retry',
      status: 429,
      retryAfterMs: 90_000,
    });
    await close();
  });

  test('no outcome or reason holds the address, its password or the secret', async () => {
    const post = createAxiosPost();
    const url = 'http://user:hunter2@127.0.0.1:9/holdfast?key=hunter3';
    const connector = createWebhookConnector(
      { url, secret: SECRET, timeoutMs: 1_000 },
      { post, now: Date.now },
    );
    const said = JSON.stringify([await connector.deliver(deliveryOf(1)), await connector.checkHealth()]);
    expect(said).toMatch(/nothing listens/);
    expect(said).not.toMatch(/hunter|127\.0\.0\.1|whsec/);
    post.close();
  });
});
