import fc from 'fast-check';
import { anId } from '../../test/builders/an-id';
import type { ListedOrder, TimeWindow, VtexResult } from '../clients/vtex/vtex-api';
import { msOfInstant } from '../core/instant';
import { type SweepOptions, type SweepServices, type SweepSummary, sweep } from './sweep';
import { readCursors, SWEPT_FIELDS, type SweptField } from './sweep-cursors';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-05-01T12:00:00Z');
const LAG = 4 * MINUTE;
const cutShort = { kind: 'no-answer', retry: 'later', message: 'the time of this run is over' };

type Dates = Record<SweptField, number>;

/** A shop whose list lags and is ordered by creation, and runs that end in the middle of whatever they do. */
class Shop {
  nowMs = START;
  readMs = 0;
  pageMs = 0;
  /** Nothing works after so many calls, or from this moment on. */
  callsLeft = Number.POSITIVE_INFINITY;
  deadlineMs = Number.POSITIVE_INFINITY;
  /** VTEX says so, or all of it breaks so that not even the cut can be recorded. */
  dies = false;
  readonly dispatched = new Set<string>();
  readonly settings = new Map<string, unknown>();
  readonly orders: Dates[];
  private underWay = 0;
  mostAtOnce = 0;

  constructor(orders: readonly Dates[]) {
    this.orders = [...orders].sort((a, b) => a.creationDate - b.creationDate);
  }

  run(options: SweepOptions = {}): Promise<SweepSummary | 'died'> {
    return sweep(this.services, { firstLookBackMs: 3 * HOUR, ...options }).catch(() => 'died' as const);
  }

  missing(): number[] {
    return this.orders.flatMap((_, index) => (this.dispatched.has(`v${index}-01`) ? [] : index));
  }

  readonly services: SweepServices = {
    now: () => this.nowMs,
    vtex: { listOrders: (field, window) => this.list(field, window) },
    dispatcher: {
      lookAtOrders: async (notifications) => {
        this.call();
        for (const { orderId } of notifications) this.dispatched.add(orderId);
      },
      planPosition: async () => undefined,
      deliver: async () => undefined,
    },
    store: {
      knownOrder: async () => {
        this.call();
        this.underWay += 1;
        this.mostAtOnce = Math.max(this.mostAtOnce, this.underWay);
        if (this.underWay === 1) this.nowMs += this.readMs;
        await Promise.resolve();
        this.underWay -= 1;
        return null;
      },
      ordersToLookAt: async () => [],
      positionsToPlan: async () => [],
      positionsAfter: async () => [],
      streamsDue: async () => [],
      setting: async (key: string) => this.settings.get(key) ?? null,
      setSetting: async (key: string, value: unknown) => {
        this.call();
        this.settings.set(key, JSON.parse(JSON.stringify(value)));
      },
      appendLog: async () => undefined,
    } as SweepServices['store'],
  };

  private get isOver(): boolean {
    return this.callsLeft <= 0 || this.nowMs >= this.deadlineMs;
  }

  private call(): void {
    this.callsLeft -= 1;
    if (this.dies && this.isOver) throw new Error('the process ended');
  }

  private async *list(field: SweptField, window: TimeWindow): AsyncGenerator<VtexResult<ListedOrder[]>> {
    const [fromMs, toMs] = [msOfInstant(window.from), msOfInstant(window.to)];
    const shown = this.nowMs - LAG;
    const ids = this.orders.flatMap((dates, index) => {
      const atMs = dates[field];
      return atMs >= fromMs && atMs < toMs && atMs <= shown ? [`v${index}-01`] : [];
    });
    for (let first = 0; first === 0 || first < ids.length; first += 100) {
      this.nowMs += this.pageMs;
      this.call();
      if (this.isOver) {
        yield { ok: false, failure: cutShort } as never;
        return;
      }
      const value = ids
        .slice(first, first + 100)
        .map((orderId) => ({ orderId: anId(orderId), status: 'handling', createdAt: null }));
      yield { ok: true, value, date: null };
    }
  }
}

test('whatever cuts the runs, every order is dispatched in the end', async () => {
  const minutes = fc.integer({ min: -175, max: 400 });
  const order = fc.record({ created: minutes, authorized: fc.nat(90), invoiced: fc.nat(200) });
  const cut = fc.record({ calls: fc.integer({ min: 1, max: 120 }), dies: fc.boolean(), gap: fc.nat(25) });
  await fc.assert(
    fc.asyncProperty(
      fc.array(order, { maxLength: 60 }),
      fc.array(cut, { maxLength: 25 }),
      async (orders, cuts) => {
        // Each order shows up by one date only: no other date makes up for what is missed.
        const never = START + 1_000 * HOUR;
        const shop = new Shop(
          orders.map(({ created, authorized, invoiced }, index) => {
            const creationDate = START + created * MINUTE;
            const dates = {
              creationDate,
              authorizedDate: creationDate + authorized * MINUTE,
              invoicedDate: creationDate + invoiced * MINUTE,
            };
            const only = SWEPT_FIELDS[index % 3] ?? 'creationDate';
            const at = Math.max(dates[only], START - 175 * MINUTE);
            return { creationDate: never, authorizedDate: never, invoicedDate: never, [only]: at };
          }),
        );
        // What is looked for begins with the first run, however short.
        for (const { calls, dies, gap } of [{ calls: 1, dies: false, gap: 0 }, ...cuts]) {
          shop.callsLeft = calls;
          shop.dies = dies;
          await shop.run({ maxListed: 20 });
          shop.nowMs += gap * MINUTE;
        }
        shop.callsLeft = Number.POSITIVE_INFINITY;
        shop.nowMs = Math.max(shop.nowMs, START + 700 * MINUTE);
        await shop.run();
        expect(shop.missing()).toEqual([]);
      },
    ),
    { seed: 7, numRuns: 300 },
  );
});

/** Orders of one hour, from three hours ago on, all three dates within it. */
function busyHour(perHour: number): Dates[] {
  return Array.from({ length: perHour }, (_, i) => {
    const atMs = START - 3 * HOUR + (i * HOUR) / perHour;
    return { creationDate: atMs, authorizedDate: atMs + 1, invoicedDate: atMs + 2 };
  });
}

test.each([
  // Orders in the hour, the time of a read and of a page in ms, whether the cut can be recorded, and runs at most.
  [2_000, 30, 300, false, 4],
  [2_000, 30, 300, true, 4],
  [2_000, 240, 300, false, 10],
  [20_000, 30, 300, false, 18],
  [20_000, 30, 300, true, 18],
])(
  '%i orders in an hour, %i ms a read, %i ms a page, dies: %s',
  async (perHour, readMs, pageMs, dies, runs) => {
    const shop = new Shop(busyHour(perHour));
    Object.assign(shop, { readMs, pageMs, dies });
    for (let run = 0; run < runs; run += 1) {
      shop.deadlineMs = shop.nowMs + 43_000;
      await shop.run({ maxListed: 300 });
      shop.nowMs += 10 * MINUTE;
    }
    expect(shop.missing()).toEqual([]);
    const cursors = await readCursors(shop.services.store);
    for (const field of SWEPT_FIELDS)
      expect(msOfInstant(cursors[field]?.upTo as never)).toBeGreaterThan(START - 2 * HOUR);
  },
);

test('a run that is cut at its first page leaves a shorter stretch, down to what VTEX can tell apart', async () => {
  const shop = new Shop([]);
  const stretches: (number | null | undefined)[] = [];
  for (let run = 0; run < 8; run += 1) {
    shop.callsLeft = 2;
    await shop.run();
    stretches.push((await readCursors(shop.services.store)).creationDate?.stretchMs);
  }
  // The second and third begin with the dates that the first did not come to.
  expect(stretches).toEqual([900_000, 900_000, 900_000, 225_000, 56_250, 14_062, 3_515, 1_000]);
  shop.callsLeft = Number.POSITIVE_INFINITY;
  await shop.run();
  const { creationDate } = await readCursors(shop.services.store);
  expect(creationDate?.stretchMs).toBe(HOUR);
});

test('one date that VTEX never lists keeps no other date from being swept', async () => {
  const shop = new Shop(busyHour(50));
  const { listOrders } = shop.services.vtex;
  shop.services.vtex.listOrders = async function* (field, window) {
    if (field === 'creationDate') yield { ok: false, failure: cutShort } as never;
    else yield* listOrders(field, window);
  };
  await shop.run();
  expect(shop.dispatched.size).toBe(0);
  await shop.run();
  expect(shop.missing()).toEqual([]);
});

test('the record is read for several orders at once, with a bound', async () => {
  const shop = new Shop(busyHour(100));
  await shop.run();
  expect(shop.mostAtOnce).toBe(8);
});
