import { databaseUrlOf, onServer } from '../postgres/template-database';
import { atEnd, endAll } from './at-end';
import { erpBooks, expectedBooks } from './expected-books';
import { type Flow, nothingDeductedTwice, startFlow } from './flow';
import { startHoldfast } from './holdfast';
import { until, untilEqual } from './until';

/** Each test starts Holdfast two or three times. */
jest.setTimeout(300_000);

/*
 * docs/operations.md, "Restoring the database". The ERP of the sandbox is a receiver as docs/erp-webhook.md tells its
 * people to build one: it drops ids that it has seen, and what is not newer than what it has.
 */

let flow: Flow;
afterEach(endAll);

const nameOf = (url: string) => new URL(url).pathname.slice(1);
const serverUrl = () => databaseUrlOf(flow.databaseUrl, 'postgres');

/** PostgreSQL's own copy of a whole database nobody is connected to. */
async function copyDatabase(from: string, to: string): Promise<void> {
  await onServer(serverUrl(), async (client) => {
    await client.query(`drop database if exists ${to} with (force)`);
    await client.query(`create database ${to} template ${from} strategy file_copy`);
  });
}

async function booksEndRight(orderIds: readonly string[]): Promise<void> {
  const { sandbox } = flow;
  await untilEqual(
    () => erpBooks(sandbox, orderIds),
    () => expectedBooks(sandbox.store.model, orderIds),
  );
  expect(sandbox.store.model.oracle()).toMatchObject({ oversoldUnits: 0, openDiscarded: 0 });
  nothingDeductedTwice(sandbox);
}

test('an older database is put back: the ERP ends right, and so does what happens from then on', async () => {
  flow = await startFlow({ stock: { mug: 100, jar: 100 } });
  const { model } = flow.sandbox.store;
  const backup = `${nameOf(flow.databaseUrl)}_backup`;
  atEnd(() =>
    onServer(serverUrl(), async (client) => void (await client.query(`drop database if exists ${backup}`))),
  );
  const packed = flow.sell('mug', 2);
  const paid = flow.sell('jar', 3, 'ready-for-handling');
  await flow.untilBooksAgree([packed, paid]);
  await flow.holdfast.stop();
  await copyDatabase(nameOf(flow.databaseUrl), backup);

  await flow.restart();
  model.advanceTo(packed, 'invoiced');
  model.advanceTo(paid, 'handling');
  const unknown = flow.sell('jar', 1);
  await flow.untilRemoved([packed]);
  await flow.untilBooksAgree([packed, paid, unknown]);

  await flow.holdfast.stop();
  await copyDatabase(backup, nameOf(flow.databaseUrl));
  // As if the backup were older than the minutes for which VTEX's index may lag.
  await flow.ageRecord();
  await flow.restart();
  await flow.holdfast.clockDoes('sweep');
  await until('the orders of the lost hours are on record', () => flow.holdfast.admin.order(unknown));
  // The record cannot know the update of the lost hours: a person is asked, and says that it was there.
  const asked = await until('a person is asked about the order that left meanwhile', async () =>
    (await flow.holdfast.admin.plans('state=proposed')).find(({ skuId }) => skuId === 'mug'),
  );
  const reason = 'It left in the lost hours.';
  const dismissed = await flow.holdfast.admin.post(`/recommendations/${asked.planId}/dismiss`, { reason });
  expect(dismissed).toMatchObject({ status: 200, body: { state: 'dismissed' } });
  const later = flow.sell('mug', 4);
  for (const orderId of [paid, unknown, later]) model.advanceTo(orderId, 'invoiced');
  await flow.untilRemoved([packed, paid, unknown, later]);
  await booksEndRight([packed, paid, unknown, later]);
});

test('the database is lost and begins empty: a backfill brings back what is open, and the ERP ends right', async () => {
  flow = await startFlow({ swept: true, stock: { mug: 100, jar: 100 } });
  const { model } = flow.sandbox.store;
  const packed = flow.sell('mug', 2);
  const gone = flow.sell('jar', 3, 'invoiced');
  await flow.untilRemoved([gone]);
  await flow.untilBooksAgree([packed, gone]);
  await flow.holdfast.stop();
  const empty = `${nameOf(flow.databaseUrl)}_empty`;
  await copyDatabase(process.env.TEST_DATABASE_TEMPLATE ?? '', empty);
  atEnd(() =>
    onServer(
      serverUrl(),
      async (client) => void (await client.query(`drop database if exists ${empty} with (force)`)),
    ),
  );
  flow.holdfast = await startHoldfast(flow.sandbox, databaseUrlOf(flow.databaseUrl, empty), {
    environment: { HOLDFAST_BACKFILL_HOURS: '1', HOLDFAST_TAKE_OVER: 'true' },
  });
  expect(await flow.holdfast.admin.post('/listeners/backfill', { open: true })).toMatchObject({
    status: 200,
  });
  await until('the order in handling is on record', () => flow.holdfast.admin.order(packed));
  model.advanceTo(packed, 'invoiced');
  await flow.untilRemoved([packed, gone]);
  await booksEndRight([packed, gone]);
});
