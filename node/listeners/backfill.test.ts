import { createMemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../../test/builders/an-id';
import type { ListedOrder, TimeWindow, VtexResult } from '../clients/vtex/vtex-api';
import { instantOfMs, msOfInstant } from '../core/instant';
import { type BackfillServices, beginBackfill, runBackfill, stopBackfill } from './backfill';
import { readBackfill } from './backfill-state';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 20, 12);

interface Sold extends ListedOrder {
  atMs: number;
}

/** A store with orders, whose list answers by creation alone. */
function openServices(orders: Sold[]) {
  const world = {
    nowMs: NOW,
    handedOver: [] as string[],
    asked: [] as string[],
    /** Called before each list. */
    onList: async (_window: TimeWindow): Promise<VtexResult<ListedOrder[]> | null> => null,
  };
  const store = createMemoryStore({ account: 'acme', now: () => world.nowMs });
  const services: BackfillServices = {
    store,
    vtex: {
      async *listOrders(field, window, status) {
        world.asked.push(`${field} ${status ?? 'any'}`);
        const failed = await world.onList(window);
        if (failed !== null) return yield failed;
        const from = msOfInstant(window.from);
        const to = msOfInstant(window.to);
        const value = orders.filter(
          (one) => one.atMs >= from && one.atMs < to && (status === undefined || one.status === status),
        );
        yield { ok: true, value, date: null };
      },
    },
    dispatcher: {
      lookAtOrders: async (some) => void world.handedOver.push(...some.map(({ orderId }) => orderId)),
    },
    now: () => world.nowMs,
    pause: async (ms) => {
      world.nowMs += ms;
    },
  };
  return { world, store, services };
}

const sold = (number: number, daysAgo: number, status: string): Sold => ({
  orderId: anId(`${1_000 + number}-01`),
  status,
  createdAt: null,
  atMs: NOW - daysAgo * DAY,
});

const ORDERS = [
  sold(1, 400, 'handling'),
  sold(2, 300, 'invoiced'),
  sold(3, 20, 'invoiced'),
  sold(4, 2, 'handling'),
  sold(5, 1, 'canceled'),
];

const OLD = instantOfMs(NOW - 30 * DAY);
const whole = { forMs: Number.POSITIVE_INFINITY };

test('open ones, however old, and all since a date; each once', async () => {
  const { world, services } = openServices(ORDERS);
  expect(await runBackfill(services, whole)).toBeNull();
  expect(await beginBackfill(services, { since: OLD, open: true }, 'Ann')).toBe(true);
  expect(await beginBackfill(services, { since: OLD, open: false }, 'Ann')).toBe(false);
  expect(await runBackfill(services, whole)).toMatchObject({
    handedOver: 4,
    isStopped: false,
    failure: null,
  });
  expect(world.handedOver.sort()).toEqual(['1001-01', '1003-01', '1004-01', '1005-01']);
  expect(await runBackfill(services, whole)).toBeNull();
});

test('cut after every stretch it still gets through, and tells no order twice in one run', async () => {
  const { world, services } = openServices(ORDERS);
  await beginBackfill(services, { since: null, open: true }, 'Ann');
  let runs = 0;
  for (let state = await readBackfill(services.store); state?.endedAtMs === null; runs += 1) {
    let lists = 0;
    world.onList = async () => {
      if (++lists > 2) throw new Error('killed');
      return null;
    };
    state = await runBackfill(services, whole).catch(() => readBackfill(services.store));
  }
  expect(runs).toBeGreaterThan(5);
  expect([...new Set(world.handedOver)].sort()).toEqual(['1001-01', '1004-01']);
});

test('VTEX away: it waits, says so once, and goes on where it was', async () => {
  const { world, store, services } = openServices(ORDERS);
  await beginBackfill(services, { since: OLD, open: false }, 'Ann');
  const failure = {
    kind: 'unavailable',
    retry: 'later',
    retryAfterMs: null,
    status: 503,
    endpoint: 'GET /api/oms/pvt/orders',
    missingResource: null,
    maybeApplied: false,
    message: 'VTEX answered 503',
  } as const;
  world.onList = async () => ({ ok: false, failure }) as unknown as VtexResult<ListedOrder[]>;
  for (let run = 0; run < 3; run += 1)
    expect(await runBackfill(services, whole)).toMatchObject({
      endedAtMs: null,
      failure: { message: failure.message },
    });
  expect(store.tables.log.filter(({ kind }) => kind === 'failure')).toHaveLength(1);
  world.onList = async () => null;
  expect(await runBackfill(services, whole)).toMatchObject({ handedOver: 3, failure: null });
});

test('it keeps out of the way while orders wait, and stays within its bounds', async () => {
  const { world, services } = openServices(ORDERS);
  await beginBackfill(services, { since: OLD, open: false }, 'Ann');
  expect(await runBackfill(services, { forMs: 30_000, hasRoom: async () => false })).toMatchObject({
    listed: 0,
  });
  expect(world.asked).toEqual([]);
  expect(await runBackfill(services, { ...whole, atMost: 1 })).toMatchObject({
    handedOver: 1,
    endedAtMs: null,
  });
});

test('stopped while a stretch is read, it ends after that one; another may begin', async () => {
  const { world, services } = openServices(ORDERS);
  await beginBackfill(services, { since: OLD, open: false }, 'Ann');
  world.onList = async () => {
    await stopBackfill(services);
    return null;
  };
  expect(await runBackfill(services, whole)).toMatchObject({
    isStopped: true,
    endedAtMs: expect.any(Number),
  });
  expect(world.asked).toHaveLength(1);
  expect(await stopBackfill(services)).toBe(false);
  expect(await beginBackfill(services, { since: OLD, open: false }, 'Ann')).toBe(true);
});
