import { setTimeout as sleep } from 'node:timers/promises';
import { endAll } from '../flows/at-end';
import { HOOK_SECRET } from '../flows/environment';
import { BUILD_WITHIN_MS, buildServer } from '../flows/process';
import { onServer } from '../postgres/template-database';
import { type AttackedServer, startAttacked } from './attacked-server';
import { highest, tell } from './figures';

const MADE_UP = 10_000;
const TRIES = 8;

beforeAll(buildServer, BUILD_WITHIN_MS);
afterEach(endAll);

async function notify({ port, sandbox }: AttackedServer, orderId: string): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/_v/holdfast/hook`, {
    method: 'POST',
    headers: { 'x-holdfast-key': HOOK_SECRET },
    body: JSON.stringify({
      Domain: 'Fulfillment',
      OrderId: orderId,
      State: 'handling',
      Origin: { Account: sandbox.store.accountName, Key: 'k' },
    }),
  });
  await answer.arrayBuffer();
  if (!answer.ok) throw new Error(`the hook answered ${answer.status}`);
}

/** From the hook's 200 until the order was read, in ms. */
async function readAfterMs(server: AttackedServer, orderId: string): Promise<number> {
  await notify(server, orderId);
  const { now, readAt } = await onServer(server.databaseUrl, async (client) => {
    const { rows } = await client.query('select extract(epoch from clock_timestamp())::float8 * 1000 as now');
    const asked = rows[0].now;
    for (;;) {
      const read = await client.query(
        `select extract(epoch from read_at)::float8 * 1000 as at from holdfast.orders where order_id = $1`,
        [orderId],
      );
      const at = read.rows[0]?.at;
      if (at !== undefined && at > asked - 50) return { now: asked, readAt: at };
      await sleep(25);
    }
  });
  return Math.max(0, readAt - now);
}

test('ten thousand made-up orders with the right key: one on record is read all the same', async () => {
  const server = await startAttacked();
  const { store } = server.sandbox;
  store.model.stock({ skuId: 'mug', warehouseId: 'main', quantity: 50 });
  const { orderId } = store.model.placeOrder({ lines: [{ skuId: 'mug', quantity: 1, warehouseId: 'main' }] });
  await readAfterMs(server, orderId);
  const quiet: number[] = [];
  for (let nth = 0; nth < TRIES; nth += 1) quiet.push(await readAfterMs(server, orderId));
  const startedMs = Date.now();
  for (let from = 0; from < MADE_UP; from += 100) {
    const ids = Array.from({ length: 100 }, (_, nth) => `${1_300_000_000_000 + from + nth}-01`);
    await Promise.all(ids.map((id) => notify(server, id)));
  }
  const floodedMs = Date.now() - startedMs;
  const flooded: number[] = [];
  for (let nth = 0; nth < TRIES; nth += 1) flooded.push(await readAfterMs(server, orderId));
  const laterMs = highest(flooded) - highest(quiet);
  tell('made-up orders', {
    'made up': MADE_UP,
    'in ms': floodedMs,
    'read after ms before': highest(quiet),
    'read after ms': highest(flooded),
  });
  expect(laterMs).toBeLessThan(2_000);
});
