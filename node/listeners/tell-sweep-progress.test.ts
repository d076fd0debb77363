import { anId } from '../../test/builders/an-id';
import type { ListedOrder, VtexResult } from '../clients/vtex/vtex-api';
import type { SweepProgress } from '../store/sweep-progress';
import type { SweepServices } from './sweep';
import { sweepAndTell } from './tell-sweep-progress';

const NOW = Date.parse('2026-05-01T12:00:00Z');

/** A store whose clock moves by a second with each page that VTEX lists, two orders a page. */
function world(failAtPage = Number.POSITIVE_INFINITY) {
  const told: SweepProgress[] = [];
  const settings = new Map<string, unknown>();
  let nowMs = NOW;
  let pages = 0;
  async function* listOrders(): AsyncGenerator<VtexResult<ListedOrder[]>> {
    pages += 1;
    nowMs += 1_000;
    if (pages === failAtPage) {
      yield {
        ok: false,
        failure: { kind: 'unavailable', retry: 'later', message: 'VTEX is away.' },
      } as never;
      return;
    }
    const order = (n: number) => ({ orderId: anId(`v${pages}-${n}`), status: 'handling', createdAt: null });
    yield { ok: true, value: [order(1), order(2)], date: null };
  }
  const services: SweepServices = {
    now: () => nowMs,
    vtex: { listOrders },
    dispatcher: {
      lookAtOrders: async () => undefined,
      planPosition: async () => undefined,
      deliver: async () => undefined,
    },
    store: {
      knownOrder: async () => null,
      ordersToLookAt: async () => [],
      positionsToPlan: async () => [],
      positionsAfter: async () => [],
      streamsDue: async () => [],
      setting: async (key) => settings.get(key) ?? null,
      setSetting: async (key, value) => {
        settings.set(key, value);
        if (key === 'listener.sweep-progress') told.push(value as SweepProgress);
      },
      appendLog: async () => undefined,
    },
  };
  return { services, told };
}

const THREE_HOURS = { firstLookBackMs: 3 * 3_600_000 };

test('tells from the start to the end how far it is, and never goes back', async () => {
  const { services, told } = world();
  await sweepAndTell(services, THREE_HOURS);
  const shares = told.map(({ share }) => share);
  expect(shares).toEqual([...shares].sort((a, b) => a - b));
  expect(told[0]).toMatchObject({ startedAtMs: NOW, endedAtMs: null, orders: 0, total: null, share: 0 });
  // Three dates, three hours each.
  expect(told).toHaveLength(11);
  expect(told[4]).toMatchObject({ orders: 8, endedAtMs: null, total: null });
  expect(told[4]?.share).toBeCloseTo(3 / 9);
  expect(told.at(-1)).toEqual({
    startedAtMs: NOW,
    updatedAtMs: NOW + 9_000,
    endedAtMs: NOW + 9_000,
    orders: 18,
    total: 18,
    share: 1,
    message: '18 orders were news and are looked at.',
    said: [{ id: 'sweep.news', values: { count: 18 } }],
  });
});

test('a failure ends it short, without a total, and says so', async () => {
  const { services, told } = world(5);
  await sweepAndTell(services, THREE_HOURS);
  expect(told.at(-1)).toMatchObject({
    endedAtMs: NOW + 5_000,
    orders: 8,
    total: null,
    message: expect.stringContaining('VTEX is away.'),
  });
  expect(told.at(-1)?.share).toBeLessThan(0.5);
});

test('a bound that leaves a rest leaves no total either', async () => {
  const { services, told } = world();
  await sweepAndTell(services, { ...THREE_HOURS, maxListed: 3 });
  expect(told.at(-1)).toMatchObject({ total: null, message: expect.stringContaining('next turn') });
});
