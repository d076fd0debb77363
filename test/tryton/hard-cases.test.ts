import { changeTo, deliveryOf, reconciledTo } from '../connector-contract/deliveries';
import { STOCK } from './fill-tryton';
import { openConnector } from './open-connector';
import { login, type RpcUser } from './rpc';
import { type RunningTryton, startTryton } from './start-tryton';
import { trytonBooks, trytonOnHand } from './tryton-books';

let tryton: RunningTryton;
let person: RpcUser;
beforeAll(async () => {
  tryton = await startTryton('hard-cases');
  person = await login(tryton);
  person.use({ company: 1 });
}, 120_000);
afterAll(() => tryton.stop());

const onHand = async () => (await trytonOnHand(tryton))['7'];
const linesOf = async (order: number) =>
  (await trytonBooks(tryton)).filter(({ orderId }) => orderId === `v${order}-01`);

/** A person presses these on an order's shipment. */
async function byHand(order: number, buttons: readonly string[]): Promise<void> {
  const domain = [['reference', 'like', `acme/v${order}-01/%`]];
  const ids = (await person.call('stock.shipment.out.search', domain, 0, 1, null)) as number[];
  for (const button of buttons) await person.call(`stock.shipment.out.${button}`, ids);
}

test('goods that were picked and packed go back to storage when the order is canceled, once', async () => {
  const connector = openConnector(tryton);
  const before = await onHand();
  await connector.deliver(deliveryOf(3, 1));
  await byHand(1, ['pick', 'pack']);
  const canceled = changeTo('canceled', { version: 4, orderNumber: 1 });
  for (let time = 0; time < 2; time += 1) {
    expect(await connector.deliver(canceled)).toMatchObject({ kind: 'accepted' });
    expect(await onHand()).toEqual(before);
  }
});

test('goods that were sent are taken back by one customer return', async () => {
  const connector = openConnector(tryton);
  const before = await onHand();
  await connector.deliver(deliveryOf(3, 2));
  await byHand(2, ['pick', 'pack', 'done']);
  const canceled = changeTo('canceled', { version: 4, orderNumber: 2 });
  for (let time = 0; time < 2; time += 1) {
    expect(await connector.deliver(canceled)).toMatchObject({ kind: 'accepted' });
    expect(await onHand()).toEqual(before);
  }
});

test('a short assignment frees what it got', async () => {
  const connector = openConnector(tryton);
  const units = (await onHand())?.storage ?? 0;
  const big = changeTo('acknowledged', { version: 1, orderNumber: 3, quantity: units + 5 });
  expect(await connector.deliver(big)).toMatchObject({
    kind: 'retry',
    message: expect.stringMatching(/too little stock/),
  });
  const all = changeTo('acknowledged', { version: 1, orderNumber: 4, quantity: units });
  expect(await connector.deliver(all)).toMatchObject({ kind: 'accepted' });
  await connector.deliver(changeTo('canceled', { version: 2, orderNumber: 4 }));
  await connector.deliver(changeTo('canceled', { version: 2, orderNumber: 3 }));
});

test('five processes with the same message leave one shipment that counts', async () => {
  const message = changeTo('confirmed', { version: 1, orderNumber: 5 });
  const five = Array.from({ length: 5 }, () => openConnector(tryton));
  await Promise.all(five.map((connector) => connector.deliver(message)));
  // Whoever lost a race comes back.
  await five[0]?.deliver(message);
  expect(await linesOf(5)).toMatchObject([{ status: 'confirmed' }]);
}, 60_000);

test('a difference in stock becomes one inventory, and then there is none', async () => {
  const connector = openConnector(tryton, { stockWrite: true });
  const units = (await onHand())?.storage ?? 0;
  const told = reconciledTo(units - 7, { planId: 'plan-real' });
  expect(await connector.deliver(told)).toMatchObject({
    kind: 'accepted',
    note: expect.stringMatching(/Inventory holdfast-plan-real/),
  });
  expect(await onHand()).toEqual({ storage: units - 7, output: 0 });
  expect(await connector.deliver(told)).toMatchObject({ note: expect.stringMatching(/agree/) });
});

test('Tryton is killed and comes back: the same connector goes on', async () => {
  const connector = openConnector(tryton);
  await connector.deliver(deliveryOf(1, 6));
  await tryton.kill();
  expect(await connector.deliver(deliveryOf(2, 6))).toMatchObject({ kind: 'retry' });
  await tryton.start();
  expect(await connector.deliver(deliveryOf(2, 6))).toMatchObject({ kind: 'accepted' });
  expect(await linesOf(6)).toMatchObject([{ status: 'confirmed' }]);
}, 120_000);

test('a wrong password, an unknown product and a database that is not there each say what to do', async () => {
  const sentenceWith = async (settings: Parameters<typeof openConnector>[1]) => {
    const outcome = await openConnector(tryton, settings).deliver(deliveryOf(1, 7));
    return outcome.kind === 'retry' || outcome.kind === 'missing' ? outcome.message : outcome.kind;
  };
  expect(await sentenceWith({ password: 'wrong' })).toMatch(/ERP_PASSWORD/);
  expect(await sentenceWith({ skus: { '7': 'none' } })).toMatch(/no product with code "none"/);
  expect(await sentenceWith({ database: 'nowhere' })).toMatch(/check ERP_URL and ERP_DATABASE/);
  expect(await linesOf(7)).toEqual([]);
  expect(STOCK['7']).toBeGreaterThan(0);
});
