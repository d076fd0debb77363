import { changeTo, deliveryOf } from '../connector-contract/deliveries';
import { until } from '../flows/until';
import { SYNC } from './folder';
import { openConnector } from './open-connector';
import { openRpcGate } from './rpc-gate';
import { type RunningTryton, startTryton } from './start-tryton';
import { trytonBooks } from './tryton-books';
import { inDatabase } from './tryton-database';

let tryton: RunningTryton;
beforeAll(async () => {
  tryton = await startTryton('login');
}, 120_000);
afterAll(() => tryton.stop());

const MINUTE_MS = 60_000;
const OF_SYNC = `create_uid = (select id from res_user where login = '${SYNC.user}')`;

async function sql(statement: string): Promise<number> {
  const { rowCount } = await inDatabase(tryton.database, (client) => client.query(statement));
  return rowCount ?? 0;
}
const sessions = () => sql(`select from ir_session where ${OF_SYNC}`);
/** One that is not the lost one. */
const replaced = () =>
  sql(`select from ir_session where ${OF_SYNC} and create_date > now() - interval '1 day'`);
const wrongTries = () => sql(`select from res_user_login_attempt where login = '${SYNC.user}'`);

describe('a session that Tryton has lost', () => {
  test.each([
    ['removed', 1, `delete from ir_session where ${OF_SYNC}`],
    ['too old', 2, `update ir_session set create_date = create_date - interval '31 days' where ${OF_SYNC}`],
  ])('(%s) is replaced by one new one, for all that are under way', async (_what, round, lose) => {
    const gate = await openRpcGate(tryton.url);
    const connector = openConnector({ ...tryton, url: gate.url });
    const orders = [1, 2, 3, 4, 5].map((order) => 10 * round + order);
    await Promise.all(orders.map((order) => connector.deliver(deliveryOf(1, order))));
    expect(await sql(lose)).toBeGreaterThan(0);
    // The last to learn of it finds the new session there already.
    gate.before(/shipment\.out\.search_read$/, () => until('another has logged in', replaced));
    const outcomes = await Promise.all(orders.map((order) => connector.deliver(deliveryOf(3, order))));
    expect(outcomes.map(({ kind }) => kind)).toEqual(orders.map(() => 'accepted'));
    await gate.close();
    expect(await sessions()).toBe(1);
    const booked = (await trytonBooks(tryton)).filter(({ orderId }) =>
      orders.some((order) => orderId === `v${order}-01`),
    );
    expect(booked.map(({ status }) => status)).toEqual(orders.map(() => 'acknowledged'));
    for (const order of orders)
      await connector.deliver(changeTo('canceled', { version: 4, orderNumber: order }));
    await sql(`delete from ir_session where ${OF_SYNC}`);
  });
});

test('wrong passwords: one try in ten minutes; locked out, it says so and waits until it is let in', async () => {
  let laterMs = 0;
  const open = (password: string) => openConnector(tryton, { password }, () => Date.now() + laterMs);
  const [wrong, right] = [open('wrong'), open(SYNC.password)];
  const five = (connector: ReturnType<typeof open>) =>
    Promise.all([1, 2, 3, 4, 5].map((order) => connector.deliver(deliveryOf(1, 30 + order))));
  const allSay = (message: RegExp) =>
    Array(5).fill(expect.objectContaining({ kind: 'retry', message: expect.stringMatching(message) }));

  for (const tries of [1, 2]) {
    expect(await five(wrong)).toEqual(allSay(/refused the login: check ERP_USER and ERP_PASSWORD/));
    expect(await five(wrong)).toEqual(allSay(/refused the login/));
    expect(await wrongTries()).toBe(tries);
    laterMs += 10 * MINUTE_MS;
  }
  // As if somebody else had tried: Tryton would take a minute to answer so many.
  await sql(`insert into res_user_login_attempt (login, create_date, create_uid)
    select '${SYNC.user}', now(), 0 from generate_series(1, 4)`);
  expect(await five(wrong)).toEqual(allSay(/too many wrong tries \(429\)/));
  // The right password does not help now, and each try is counted as a wrong one too.
  expect(await five(right)).toEqual(allSay(/too many wrong tries \(429\)/));
  expect(await five(right)).toEqual(allSay(/too many wrong tries \(429\)/));
  expect(await wrongTries()).toBe(8);
  expect(await right.checkHealth()).toMatchObject({ healthy: false, reason: expect.stringMatching(/429/) });

  await sql(`update res_user_login_attempt set create_date = create_date - interval '10 minutes'`);
  laterMs += 10 * MINUTE_MS;
  expect((await five(right)).map(({ kind }) => kind)).toEqual(Array(5).fill('accepted'));
  expect(await sessions()).toBe(1);
}, 60_000);
