import { endAll } from './at-end';
import { environmentOf } from './environment';
import { type Flow, startFlow } from './flow';
import { runCommand } from './run-command';
import { until } from './until';

let flow: Flow;
beforeAll(async () => {
  flow = await startFlow({ swept: true });
});
afterAll(endAll);

const holdfast = (words: string, env: Record<string, string> = {}) =>
  runCommand(flow.holdfast.url, words, env);

/** What the ERP has taken, replays and all. */
const accepted = () => flow.sandbox.erp.books.accepted();

test('replay: all since a moment, of one order, and one by its id', async () => {
  const begun = new Date(Date.now() - 60_000).toISOString();
  const orderId = flow.sell('mug', 2, 'invoiced');
  flow.sell('jar', 1);
  await flow.untilRemoved([orderId]);
  await until('all is taken', async () => (await flow.holdfast.admin.overview()).erp.pending === 0);
  const books = flow.sandbox.erp.books.reservations();
  const before = accepted();

  const all = await holdfast(`replay --since ${begun} --json`);
  expect(all).toMatchObject({ code: 0, err: '' });
  const { replayed, leftOut } = JSON.parse(all.out);
  expect([replayed, leftOut]).toEqual([before, 0]);
  await until('they came again', () => accepted() === 2 * before);

  const ofOrder = JSON.parse((await holdfast(`replay --order ${orderId} --json`)).out);
  await until('so did the order', () => accepted() === 2 * before + ofOrder.replayed);
  expect(ofOrder.replayed).toBeGreaterThan(1);

  const one = (await flow.holdfast.admin.deliveries(`orderId=${orderId}`)).find(({ id }) =>
    id.startsWith('rsv:'),
  );
  expect(await holdfast(`replay ${one?.id}`)).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Sent again as rpl:/),
  });
  await until('and it alone', () => accepted() === 2 * before + ofOrder.replayed + 1);

  // Under new ids, with versions that a receiver knows: nothing is booked twice.
  expect(flow.sandbox.erp.books.duplicates()).toBe(0);
  expect(flow.sandbox.erp.books.reservations()).toEqual(books);
  expect(flow.sandbox.erp.books.violations()).toEqual([]);
});

test('backfill: brings in what is open, says how far it is, and ends', async () => {
  const ran = await holdfast('backfill --open --since 10d');
  expect(ran).toMatchObject({ code: 0, err: '' });
  expect(ran.out).toMatch(/It is through: 100 %, \d+ orders listed, 0 of them news\.$/);
  const shown = await holdfast('backfill --json');
  expect(JSON.parse(shown.out)).toMatchObject({ state: 'done', open: true, share: 1, message: null });
  expect(await holdfast('backfill --stop')).toMatchObject({ code: 2, err: expect.stringMatching(/409/) });
});

test('wrong words, a wrong token and no server are not done: 2; help is: 0', async () => {
  for (const words of [
    'replay',
    'replay --since yesterday',
    'backfill --open --stop',
    'nonsense',
    'replay --typ x',
  ])
    expect([words, (await holdfast(words)).code]).toEqual([words, 2]);
  expect(await holdfast('backfill --open', { HOLDFAST_ADMIN_TOKEN: 'wrong' })).toMatchObject({ code: 2 });
  expect(await holdfast('replay --since 1h', { HOLDFAST_ADMIN_TOKEN: '' })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/HOLDFAST_ADMIN_TOKEN/),
  });
  expect(await holdfast('backfill', { HOLDFAST_URL: 'http://127.0.0.1:9' })).toMatchObject({
    code: 2,
    err: expect.stringMatching(/does not answer/),
  });
  for (const words of [
    '--help',
    'replay --help',
    'backfill --help',
    'unregister --help',
    'reconcile --help',
  ]) {
    const { code, out } = await holdfast(words);
    expect([words, code]).toEqual([words, 0]);
    expect(out).toMatch(/Exit codes:/);
    if (words !== '--help') expect(out).toMatch(/Example/);
  }
});

test('unregister: a running server is asked; with none it is done from here', async () => {
  const { hook } = flow.sandbox.store;
  expect(await holdfast('unregister --dry-run')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/^Nothing/),
  });
  expect(hook.config()).not.toBeNull();
  expect(await holdfast('unregister')).toMatchObject({
    code: 0,
    out: expect.stringMatching(/hook is removed/),
  });
  expect(hook.config()).toBeNull();
  await flow.holdfast.stop();
  const env = {
    ...environmentOf(flow.sandbox),
    DATABASE_URL: flow.databaseUrl,
    HOLDFAST_URL: 'http://127.0.0.1:9',
  };
  expect(await holdfast('unregister', env)).toEqual({
    code: 0,
    err: '',
    out: 'There is no order hook.\nThere is no order feed.',
  });
});
