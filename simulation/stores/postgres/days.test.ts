import type { Order } from '@holdfast/node/core/order/order';
import { anId } from '../../../test/builders/an-id';
import { DatabaseLost, Life } from '../../host/life';
import { Locks } from '../../host/locks';
import { RealWork } from '../../time/real-work';
import { virtualTime } from '../../time/virtual-time';
import { Tally } from '../../weather/tally';
import { bothTraces, daysThatAreRoughOnTheStore, liveShortly } from '../short-days';
import { databaseAt, startStore } from '../stores';
import { openPostgresDatabase } from './open-postgres-database';
import { killServer, type OwnServer } from './own-server';

let store: Awaited<ReturnType<typeof startStore>>;
let server: Omit<OwnServer, 'stop'>;

/** A day costs some thousand calls of the store: a few orders go through all of them. */
const ORDERS = 4;

jest.setTimeout(300_000);

beforeAll(async () => {
  store = await startStore('postgres');
  if (store.at.name !== 'postgres') throw new Error('it was started as one');
  server = store.at;
});

afterAll(() => store.stop());

/** On some days the server is killed: on this one up to three times. */
const DAY_WITH_KILLS = 37;

test.each([...daysThatAreRoughOnTheStore(1, 7), 12])('nothing is lost on day %i', async (seed) => {
  const { violations } = await liveShortly(seed, ORDERS, databaseAt(store.at));
  expect(violations).toEqual([]);
});

test.each([1, 5])('day %i goes the same way as in memory', async (seed) => {
  const [inMemory, here] = await bothTraces(seed, ORDERS, openPostgresDatabase(server));
  expect(here).toBe(inMemory);
});

/** The database of a day with a step that writes into two tables, and two processes. */
async function database(seed: number, kills = false) {
  const work = new RealWork();
  const day = { seed, account: 'acme', time: virtualTime(0), work, tally: new Tally(), isRough: () => true };
  const killing = kills ? { ...server, killServer: () => killServer(server) } : server;
  const opened = await openPostgresDatabase(killing)(day);
  const lives = [new Life('p1'), new Life('p2')] as const;
  const [one, other] = [opened.ofProcess(lives[0], new Locks()), opened.ofProcess(lives[1], new Locks())];
  const step = (orderId: string) => () =>
    one.store.changeOrder(anId(orderId), () => ({
      order: { orderId, status: 'handling' } as Order,
      readAtMs: 0,
      reservations: [],
      changes: [],
      deliveries: [],
      log: [{ kind: 'order', outcome: 'ok', message: orderId }],
    }));
  /** Whether the step of that order is there: wholly, or not at all. */
  const isThere = async (orderId: string) => {
    const isRead = (await opened.store.knownOrder(anId(orderId))) !== null;
    expect((await opened.log()).some(({ message }) => message === orderId)).toBe(isRead);
    return isRead;
  };
  return { ...opened, work, tally: day.tally, one, other, step, isThere };
}

test('a step is refused at any of its statements, or its answer is lost', async () => {
  const { one, step, isThere, end } = await database(7);
  const refused = new Set<boolean>();
  for (let nth = 1; nth <= 20; nth += 1) {
    const said = await one.hazards.refuse('step', step(`r-${nth}`)).catch((error: unknown) => error);
    refused.add(said instanceof DatabaseLost);
    expect(await isThere(`r-${nth}`)).toBe(!(said instanceof DatabaseLost));
  }
  expect(refused).toContain(true);
  await expect(one.hazards.hide('step', step('hidden'))).rejects.toThrow(DatabaseLost);
  expect(await isThere('hidden')).toBe(true);
  await end();
});

test('a process dies in the middle of a step, and the database lets go of its locks', async () => {
  const { one, other, step, isThere, work, end } = await database(8);
  const position = { skuId: anId('1'), warehouseId: anId('main') };
  const lease = await one.store.lockPosition(position);
  expect(await other.store.lockPosition(position)).toBeNull();
  let died = 0;
  const outcome = one.hazards.dieWithin?.(step('o-1'), () => {
    died += 1;
    one.die();
  });
  await expect(outcome).rejects.toThrow(DatabaseLost);
  await work.rest();
  expect({ died, isHeld: lease?.isHeld() }).toEqual({ died: 1, isHeld: false });
  await isThere('o-1');
  const taken = await other.store.lockPosition(position);
  expect(taken?.isHeld()).toBe(true);
  await other.loseLocks();
  expect(taken?.isHeld()).toBe(false);
  await end();
});

test('the server is killed within a step, and nothing that was answered is lost', async () => {
  const { one, step, isThere, tally, end } = await database(DAY_WITH_KILLS, true);
  for (let nth = 1; nth <= 4; nth += 1) {
    await step(`before-${nth}`)();
    const said = await one.hazards.refuse('step', step(`r-${nth}`)).catch((error: unknown) => error);
    expect(await isThere(`before-${nth}`)).toBe(true);
    expect(await isThere(`r-${nth}`)).toBe(!(said instanceof DatabaseLost));
  }
  expect(tally.counts['database servers killed']).toBeGreaterThan(0);
  await end();
});
