import { anId } from '../../test/builders/an-id';
import { anOrder, at } from '../../test/builders/order';
import { World } from '../../test/removal/world';
import type { ListedOrder, VtexResult } from '../clients/vtex/vtex-api';
import { plusMs } from '../core/instant';
import type { ChainServices } from '../middlewares/chain-services';
import { isSuccessorRead, noteSuccessor } from './read-successor';
import { recordReading } from './record-reading';

const ENDED = at('2026-03-03T10:00:00Z');
const replaced = anOrder({ status: 'replaced', changedAt: ENDED });
const LISTED = plusMs(ENDED, 10 * 60_000);
const failure = { ok: false, failure: { kind: 'server-error' } } as unknown as VtexResult<ListedOrder[]>;
const page = (...orderIds: string[]): VtexResult<ListedOrder[]> => ({
  ok: true,
  value: orderIds.map((orderId) => ({ orderId: anId(orderId), status: null, createdAt: ENDED })),
  date: null,
});

async function worldWith(...pages: VtexResult<ListedOrder[]>[]) {
  const world = new World();
  await recordReading(world.services, { order: replaced, readAtMs: 1, locks: [], others: [] });
  const asked: unknown[] = [];
  const looked: string[] = [];
  const services: ChainServices = {
    ...world.services,
    vtex: {
      ...world.services.vtex,
      async *listOrders(field: string, window: unknown) {
        asked.push([field, window]);
        yield* pages;
      },
    },
    dispatcher: {
      ...world.services.dispatcher,
      lookAtOrders: async (all) => void looked.push(...all.map(({ orderId }) => orderId ?? '')),
    },
  };
  const remembered = async () =>
    (await world.store.knownOrder(anId('v1-01')))?.order.memory.isSuccessorRead ?? false;
  return { services, asked, looked, remembered };
}

test('when every order of that time is on record, it is known, and need not be asked again', async () => {
  const { services, asked, remembered } = await worldWith(page('v1-01'));
  expect(await isSuccessorRead(services, replaced, LISTED)).toBe(true);
  expect(asked).toEqual([
    ['creationDate', { from: at('2026-03-03T09:58:00Z'), to: at('2026-03-03T10:05:00Z') }],
  ]);
  expect(await remembered()).toBe(true);
});

test('orders of that time that are not on record are looked at first', async () => {
  const { services, looked, remembered } = await worldWith(page('v1-01'), page('v2-01'));
  expect(await isSuccessorRead(services, replaced, LISTED)).toBe(false);
  expect(looked).toEqual(['v2-01']);
  expect(await remembered()).toBe(false);
});

test('before VTEX lists them nobody is asked, and a list that cannot be read says nothing', async () => {
  const early = await worldWith(page());
  expect(await isSuccessorRead(early.services, replaced, plusMs(LISTED, -1))).toBe(false);
  expect(await isSuccessorRead(early.services, { ...replaced, changedAt: null }, LISTED)).toBe(false);
  expect(early.asked).toEqual([]);
  const broken = await worldWith(page('v1-01'), failure);
  expect(await isSuccessorRead(broken.services, replaced, LISTED)).toBe(false);
});

test('an order that names the lock of an earlier one is its successor', async () => {
  const { services, remembered } = await worldWith();
  const successor = anOrder({ orderId: anId('v2-01'), createdAt: ENDED });
  await noteSuccessor(services, successor, [{ order: replaced }]);
  expect(await remembered()).toBe(true);
});

test('a reading that began before the successor was recorded tells nothing after it', async () => {
  const { services } = await worldWith();
  const order = anOrder({ orderId: anId('v3-01'), status: 'ready-for-handling' });
  await recordReading(services, { order, readAtMs: 1, locks: [], others: [] });
  await noteSuccessor(services, anOrder({ orderId: anId('v4-01'), createdAt: ENDED }), [{ order }]);
  const later = { ...order, status: 'handling', changedAt: ENDED };
  const late = await recordReading(services, { order: later, readAtMs: 2, locks: [], others: null });
  expect(late).toMatchObject({ order: { status: 'ready-for-handling' }, changes: [], deliveries: [] });
});
