import { spawnSync } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createWebhookConnector } from '@holdfast/node/clients/erp/webhook/webhook-connector';
import { createAxiosPost } from '@holdfast/server/erp-http/axios-post';
import { Webhook } from 'standardwebhooks';
import { describeConnector } from '../connector-contract/connector-contract';
import { changeTo, deliveryOf } from '../connector-contract/deliveries';
import { openDoor, type ReceiverProcess, startReceiver } from './receiver-process';

const SECRET = `whsec_${Buffer.from('a secret of thirty-two letters..').toString('base64')}`;
const OTHER_SECRET = `whsec_${Buffer.from('another secret, just as long....').toString('base64')}`;

const hasPython = spawnSync('python3', ['-c', 'import sqlite3'], { encoding: 'utf8' }).status === 0;
if (!hasPython) process.stderr.write('SKIPPED: no python3 here to run docs/examples/receiver.py.\n');

describe('docs/examples/receiver.mjs', () => {
  const open = describeReceiver(process.execPath, 'receiver.mjs');

  test('a last line that was cut short is taken off, and its message comes again', async () => {
    const { receiver, connector } = await open();
    await connector.deliver(deliveryOf(1, 901));
    appendFileSync(receiver.books, '{"id":"rsv-acme-L901-v2","type":"holdf');
    await receiver.killAndStart();
    expect(await connector.deliver(deliveryOf(2, 901))).toMatchObject({ kind: 'accepted' });
    await receiver.killAndStart();
    expect(await booked(receiver, 901)).toMatchObject([{ status: 'confirmed' }]);
  });
});

(hasPython ? describe : describe.skip)('docs/examples/receiver.py', () => {
  describeReceiver('python3', 'receiver.py');
});

async function booked(receiver: ReceiverProcess, orderNumber: number) {
  return (await receiver.booked()).filter(({ lockId }) => lockId === `L${orderNumber}`);
}

/** The contract of connectors through the real webhook, and what docs/erp-webhook.md asks of a receiver. */
function describeReceiver(command: string, file: string) {
  let receiver: ReceiverProcess;
  beforeAll(async () => {
    receiver = await startReceiver(command, file, SECRET);
  });
  afterAll(() => receiver.end());

  async function openThroughDoor() {
    const door = await openDoor(() => receiver.url());
    const post = createAxiosPost();
    const connector = createWebhookConnector(
      { url: door.url, secret: SECRET, timeoutMs: 5_000 },
      { post, now: Date.now },
    );
    const close = async () => {
      post.close();
      await door.close();
    };
    return { connector, behave: door.behave, booked: () => receiver.booked(), close };
  }

  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0)) await one.close();
  });
  const open = async () => {
    const through = await openThroughDoor();
    opened.push(through);
    return { receiver, connector: through.connector };
  };

  describeConnector(`webhook to ${file}`, openThroughDoor);

  test('what was answered with 2xx survives a kill', async () => {
    const { connector } = await open();
    for (const version of [1, 2, 3]) {
      expect(await connector.deliver(deliveryOf(version, 902))).toMatchObject({ kind: 'accepted' });
      await receiver.killAndStart();
      expect(await booked(receiver, 902)).toMatchObject([
        { status: String(deliveryOf(version).data.status) },
      ]);
    }
  });

  test('the same id is taken once, also after a restart and with other content', async () => {
    const { connector } = await open();
    await connector.deliver(deliveryOf(1, 903));
    await receiver.killAndStart();
    const sameId = { ...changeTo('canceled', { version: 9, orderNumber: 903 }), id: deliveryOf(1, 903).id };
    expect(await connector.deliver(sameId)).toMatchObject({ kind: 'accepted' });
    expect(await booked(receiver, 903)).toMatchObject([{ status: 'authorized' }]);
  });

  const send = (change: (headers: Record<string, string>) => Record<string, string>, ageSeconds = 0) => {
    const body = JSON.stringify({
      id: 'm-904',
      type: 'holdfast.reservation.changed',
      data: deliveryOf(1, 904).data,
    });
    const sentAt = new Date(Date.now() - ageSeconds * 1000);
    const headers = change({
      'webhook-id': 'm-904',
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
      'webhook-signature': new Webhook(SECRET).sign('m-904', sentAt, body),
      'other-signature': new Webhook(OTHER_SECRET).sign('m-904', sentAt, body),
    });
    return fetch(receiver.url(), { method: 'POST', headers, body });
  };

  test('what is not signed by us, or too long ago, is refused and not booked', async () => {
    const refused = [
      await send(({ 'webhook-signature': _, ...others }) => others),
      await send((headers) => ({ ...headers, 'webhook-signature': headers['other-signature'] ?? '' })),
      await send((headers) => ({ ...headers, 'webhook-id': 'm-905' })),
      await send((headers) => ({
        ...headers,
        'webhook-timestamp': String(Number(headers['webhook-timestamp']) + 1),
      })),
      await send((headers) => headers, 400),
      await send((headers) => ({ ...headers, 'webhook-timestamp': 'yesterday' })),
    ];
    expect(refused.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 401]);
    expect(await booked(receiver, 904)).toEqual([]);
  });

  test('one good signature of two is enough: a secret is being changed', async () => {
    const answer = await send((headers) => ({
      ...headers,
      'webhook-signature': `${headers['other-signature']} ${headers['webhook-signature']}`,
    }));
    expect(answer.status).toBe(204);
    expect(await booked(receiver, 904)).toMatchObject([{ status: 'authorized' }]);
  });

  return open;
}
