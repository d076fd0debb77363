import { deliveryOf } from '../connector-contract/deliveries';
import { openConnector } from './open-connector';
import { login, type RpcUser } from './rpc';
import { openRpcGate } from './rpc-gate';
import { type RunningTryton, startTryton } from './start-tryton';
import { trytonBooks, trytonOnHand } from './tryton-books';
import { inDatabase } from './tryton-database';

let tryton: RunningTryton;
let person: RpcUser;
beforeAll(async () => {
  tryton = await startTryton('asks', { app: 'origin_wanted' });
  person = await login(tryton);
  person.use({ company: 1 });
}, 120_000);
afterAll(() => tryton.stop());

const statusOf = async (order: number) =>
  (await trytonBooks(tryton)).find(({ orderId }) => orderId === `v${order}-01`)?.status;

test('a question whose answer changes nothing is answered with yes, and told', async () => {
  const gate = await openRpcGate(tryton.url);
  const connector = openConnector({ ...tryton, url: gate.url });
  expect(await connector.deliver(deliveryOf(4, 1))).toMatchObject({
    kind: 'accepted',
    note: expect.stringMatching(/was told yes: .*no origin/),
  });
  await gate.close();
  expect(gate.errors.filter((error) => error.includes('UserWarning'))).toHaveLength(2);
  expect(await statusOf(1)).toBe('invoiced');
  // Each yes was for one time.
  expect(
    await inDatabase(tryton.database, (client) => client.query('select from res_user_warning')),
  ).toMatchObject({
    rowCount: 0,
  });
});

test('goods that are dated in the future are not sent: they would stay on hand, and be promised again', async () => {
  const connector = openConnector(tryton);
  await connector.deliver(deliveryOf(3, 2));
  const before = (await trytonOnHand(tryton))['7'];
  const shipment = await person.call(
    'stock.shipment.out.search',
    [['reference', 'like', 'acme/v2-01/%']],
    0,
    1,
    null,
  );
  const dated = (effective_date: unknown) =>
    person.call('stock.shipment.out.write', shipment, { effective_date });
  await dated({ __class__: 'date', year: new Date().getUTCFullYear() + 1, month: 1, day: 31 });
  expect(await connector.deliver(deliveryOf(4, 2))).toMatchObject({
    kind: 'retry',
    message: expect.stringMatching(/future.* take that date off/),
  });
  expect([await statusOf(2), (await trytonOnHand(tryton))['7']]).toEqual(['acknowledged', before]);
  await dated(null);
  expect(await connector.deliver(deliveryOf(4, 2))).toMatchObject({ kind: 'accepted' });
  expect(await statusOf(2)).toBe('invoiced');
  expect((await trytonOnHand(tryton))['7']).toEqual({ storage: (before?.storage ?? 0) - 2, output: 0 });
});
