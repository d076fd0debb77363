import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { SharedSessionsError } from '@holdfast/server/postgres/own-sessions';
import { atEnd, endAll } from '../flows/at-end';
import { environmentOf } from '../flows/environment';
import { promisesKept, startFlow } from '../flows/flow';
import { startHoldfast } from '../flows/holdfast';
import { BUILD_WITHIN_MS, buildServer, startProcess } from '../flows/process';
import { until } from '../flows/until';
import { freshDatabase } from '../postgres/fresh-database';
import { type PoolMode, startPgBouncer } from './start-pgbouncer';

afterEach(endAll);

async function behind(mode: PoolMode): Promise<string> {
  const database = await freshDatabase();
  atEnd(() => database.drop());
  const pooler = await startPgBouncer(database.url, mode);
  atEnd(() => pooler.stop());
  return pooler.url;
}

test('in session mode it works: from the sale to the removal, with every lock its own', async () => {
  const flow = await startFlow({
    through: async (url) => {
      const pooler = await startPgBouncer(url, 'session');
      atEnd(() => pooler.stop());
      return pooler.url;
    },
  });
  const orderIds = ['mug', 'jar', 'pot'].map((skuId) => flow.sell(skuId, 2, 'invoiced'));
  await flow.untilRemoved(orderIds);
  await flow.untilBooksAgree(orderIds);
  promisesKept(flow.sandbox);
  expect((await fetch(`${flow.holdfast.url}/readyz`)).status).toBe(200);
});

describe.each(['transaction', 'statement'] as const)('in %s mode', (mode) => {
  test('it is refused at the start, by name and with what to change', async () => {
    const flow = await startFlow();
    await flow.holdfast.stop();
    const started = startHoldfast(flow.sandbox, await behind(mode));
    await expect(started).rejects.toThrow(SharedSessionsError);
    await expect(started).rejects.toThrow(/PgBouncer.*pool_mode = session/);
  });
});

describe('a process', () => {
  beforeAll(buildServer, BUILD_WITHIN_MS);

  test('says it in a sentence and ends with 1', async () => {
    const flow = await startFlow();
    await flow.holdfast.stop();
    const port = await freePort();
    const child = startProcess({
      ...environmentOf(flow.sandbox),
      PORT: String(port),
      DATABASE_URL: await behind('transaction'),
    });
    expect(await child.ended).toEqual({ code: 1, signal: null });
    expect(child.printed()).toMatch(/^Holdfast cannot start: DATABASE_URL leads to a pooler/m);
    await until(
      'nobody listens',
      async () => (await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)) === null,
    );
  });
});
