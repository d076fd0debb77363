import { anId } from '../../test/builders/an-id';
import type { ListedOrder, TimeWindow, VtexFailure, VtexResult } from '../clients/vtex/vtex-api';
import type { OrderId } from '../core/id';
import { type Instant, instantOfMs, msOfInstant } from '../core/instant';
import type { Order } from '../core/order/order';
import type { Position } from '../core/position';
import type { Notification } from '../store/notification';
import type { KnownOrder } from '../store/store';
import type { LogEntry } from '../store/sync-log';
import { type SweepServices, sweep } from './sweep';

const NOW = Date.parse('2026-05-01T12:00:00Z');
const MINUTE = 60_000;

const down: VtexFailure = {
  kind: 'unavailable',
  retry: 'later',
  retryAfterMs: 500,
  status: 503,
  endpoint: 'GET /api/oms/pvt/orders',
  missingResource: null,
  maybeApplied: false,
  message: 'down',
};
const cutOff: VtexFailure = {
  ...down,
  kind: 'unreadable-answer',
  retry: 'never',
  status: 200,
  message: 'over 3,000',
};

interface Listed extends ListedOrder {
  atMs: number;
}

function listed(orderId: string, atMs: number, status: string | null = 'handling'): Listed {
  return { orderId: anId(orderId), status, createdAt: null, atMs };
}

function known(status: string | null, readAtMs: number): KnownOrder {
  const order: Order = {
    orderId: anId('o'),
    origin: '',
    status,
    isCompleted: true,
    createdAt: null,
    changedAt: null,
    invoicedAt: null,
    sellerOrderId: null,
    hasCancellationData: false,
    paymentDueAt: null,
    valueCents: null,
    lines: [],
    invoices: [],
    changes: [],
    memory: { firstUnits: {}, held: [], kitSkuIds: [] },
  };
  return { order, readAtMs, reservations: [] };
}

/** A world of fakes: what VTEX lists by creation date, what is recorded, and what was handed over. */
class World {
  nowMs = NOW;
  lists: Listed[] = [];
  orders = new Map<string, KnownOrder>();
  settings = new Map<string, unknown>();
  windows: { field: string; from: Instant; to: Instant }[] = [];
  dispatched: string[] = [];
  planned: Position[] = [];
  delivered: string[] = [];
  log: LogEntry[] = [];
  waiting = { orders: [] as OrderId[], positions: [] as Position[], streams: [] as string[] };
  asked: { expiredBefore?: Instant; notReadSinceMs?: number; plannedBeforeMs?: number } = {};
  /** Thrown by the dispatcher, or answered by VTEX, when the window begins there. */
  failAt: { fromMs: number; failure: VtexFailure } | null = null;
  dispatcherIsBroken = false;

  get services(): SweepServices {
    return {
      now: () => this.nowMs,
      vtex: { listOrders: (field, window) => this.list(field, window) },
      dispatcher: {
        lookAtOrders: async (notifications: readonly Notification[]) => {
          if (this.dispatcherIsBroken) throw new Error('database lost');
          this.dispatched.push(...notifications.map(({ orderId }) => orderId));
        },
        planPosition: async (position) => void this.planned.push(position),
        deliver: async (stream) => void this.delivered.push(stream),
      },
      store: {
        knownOrder: async (orderId) => this.orders.get(orderId) ?? null,
        ordersToLookAt: async (expiredBefore, notReadSinceMs) => {
          Object.assign(this.asked, { expiredBefore, notReadSinceMs });
          return this.waiting.orders;
        },
        positionsToPlan: async (plannedBeforeMs) => {
          this.asked.plannedBeforeMs = plannedBeforeMs;
          return this.waiting.positions;
        },
        positionsAfter: async () => [],
        streamsDue: async () => this.waiting.streams,
        setting: async (key) => this.settings.get(key),
        setSetting: async (key, value) => void this.settings.set(key, JSON.parse(JSON.stringify(value))),
        appendLog: async (entries) => void this.log.push(...entries),
      },
    };
  }

  private async *list(field: string, window: TimeWindow): AsyncGenerator<VtexResult<ListedOrder[]>> {
    this.windows.push({ field, ...window });
    const fromMs = msOfInstant(window.from);
    const toMs = msOfInstant(window.to);
    const fit = this.lists.filter(({ atMs }) => field === 'creationDate' && atMs >= fromMs && atMs < toMs);
    yield { ok: true, value: fit, date: null };
    if (this.failAt && this.failAt.fromMs >= fromMs && this.failAt.fromMs < toMs)
      yield { ok: false, failure: this.failAt.failure };
  }

  cursor(field: string): number {
    const cursors = this.settings.get('sweep-cursors') as Record<string, Instant> | undefined;
    return msOfInstant(cursors?.[field] ?? instantOfMs(0));
  }
}

describe('the sweep', () => {
  it('hands over what the record does not know or knows otherwise, once, and nothing else', async () => {
    const world = new World();
    world.lists = [
      listed('new-1', NOW - 20 * MINUTE),
      listed('same-1', NOW - 20 * MINUTE),
      listed('moved-1', NOW - 20 * MINUTE),
      listed('just-read-1', NOW - 20 * MINUTE),
      listed('../odd', NOW - 20 * MINUTE),
      listed('new-1', NOW - 2 * MINUTE),
      listed('was-null-1', NOW - 2 * MINUTE, null),
    ];
    world.orders.set('same-1', known('handling', NOW - 60 * MINUTE));
    world.orders.set('moved-1', known('payment-approved', NOW - 60 * MINUTE));
    world.orders.set('just-read-1', known('invoiced', NOW - MINUTE));
    world.orders.set('was-null-1', known(null, NOW - 60 * MINUTE));
    const summary = await sweep(world.services);
    expect(world.dispatched).toEqual(['new-1', 'moved-1']);
    expect(summary).toMatchObject({ listed: 7, dispatched: 2, caughtUp: true, failure: null });
    expect(world.log).toHaveLength(1);
  });

  it('looks back two days at first, then from its cursor with at least ten minutes of overlap', async () => {
    const world = new World();
    await sweep(world.services, { overlapMs: MINUTE });
    expect(world.windows[0]?.from).toBe(instantOfMs(NOW - 48 * 60 * MINUTE));
    expect(new Set(world.windows.map(({ field }) => field))).toEqual(
      new Set(['creationDate', 'authorizedDate', 'invoicedDate']),
    );
    world.windows = [];
    world.nowMs = NOW + 5 * MINUTE;
    await sweep(world.services, { overlapMs: MINUTE });
    const window = { from: instantOfMs(NOW - 10 * MINUTE), to: instantOfMs(NOW + 5 * MINUTE) };
    expect(world.windows).toEqual(
      ['creationDate', 'authorizedDate', 'invoicedDate'].map((field) => ({ field, ...window })),
    );
    world.nowMs = NOW + 25 * MINUTE;
    await sweep(world.services, { overlapMs: MINUTE });
    expect(world.windows.at(-1)?.from).toBe(instantOfMs(NOW - 5 * MINUTE));
  });

  it('finds an order that VTEX indexed only after the sweep had passed it', async () => {
    const world = new World();
    await sweep(world.services);
    world.lists = [listed('late-1', NOW - MINUTE)];
    world.nowMs = NOW + 5 * MINUTE;
    await sweep(world.services);
    expect(world.dispatched).toEqual(['late-1']);
  });

  it('saves no cursor past what it could not hand over', async () => {
    const world = new World();
    world.lists = [listed('lost-1', NOW - 90 * MINUTE)];
    world.dispatcherIsBroken = true;
    await expect(sweep(world.services, { firstLookBackMs: 120 * MINUTE })).rejects.toThrow('database lost');
    expect(world.cursor('creationDate')).toBeLessThanOrEqual(NOW - 90 * MINUTE);
    world.dispatcherIsBroken = false;
    await sweep(world.services, { firstLookBackMs: 120 * MINUTE });
    expect(world.dispatched).toEqual(['lost-1']);
  });

  it('stops at a failure, keeps what is behind it, and goes on from there', async () => {
    const world = new World();
    world.failAt = { fromMs: NOW - 100 * MINUTE, failure: down };
    const summary = await sweep(world.services, { firstLookBackMs: 180 * MINUTE });
    expect(summary).toMatchObject({ caughtUp: false, failure: down });
    expect(world.cursor('creationDate')).toBe(NOW - 120 * MINUTE);
    expect(world.log).toMatchObject([{ kind: 'failure', outcome: 'retry' }]);
    world.failAt = null;
    expect(await sweep(world.services, { firstLookBackMs: 180 * MINUTE })).toMatchObject({ caughtUp: true });
    expect(world.cursor('creationDate')).toBe(NOW);
  });

  it('passes over a second that VTEX cannot list, and says so', async () => {
    const world = new World();
    world.failAt = { fromMs: NOW - 30 * MINUTE, failure: cutOff };
    expect(await sweep(world.services)).toMatchObject({ caughtUp: true, failure: null });
    expect(world.cursor('creationDate')).toBe(NOW);
    expect(world.log.some((entry) => entry.outcome === 'attention')).toBe(true);
  });

  it('keeps its bound, goes on next time, and reports progress', async () => {
    const world = new World();
    world.lists = Array.from({ length: 40 }, (_, i) => listed(`o-${i}`, NOW - (i + 1) * 60 * MINUTE + 1));
    let told = 0;
    const options = { maxListed: 25, onProgress: () => (told += 1) };
    expect(await sweep(world.services, options)).toMatchObject({ listed: 25, caughtUp: false });
    expect(told).toBeGreaterThan(25);
    expect(await sweep(world.services, options)).toMatchObject({ listed: 15, caughtUp: true });
    expect(new Set(world.dispatched).size).toBe(40);
  });

  it('starts again what waits in the record', async () => {
    const world = new World();
    const position = { skuId: anId('1'), warehouseId: anId('a') };
    world.waiting = { orders: [anId('o-1'), anId('o-2')], positions: [position], streams: ['order/o-3'] };
    const summary = await sweep(world.services, { staleAfterMs: 3 * MINUTE, plannedAgoMs: 2 * MINUTE });
    expect(summary).toMatchObject({ orders: 2, positions: 1, streams: 1 });
    expect(world.dispatched).toEqual(['o-1', 'o-2']);
    expect(world.planned).toEqual([position]);
    expect(world.delivered).toEqual(['order/o-3']);
    expect(world.asked).toEqual({
      expiredBefore: instantOfMs(NOW),
      notReadSinceMs: NOW - 3 * MINUTE,
      plannedBeforeMs: NOW - 2 * MINUTE,
    });
  });

  it.each(['rubbish', 7, { creationDate: 'soon' }, null])(
    'takes a cursor it cannot read (%j) for none',
    async (value) => {
      const world = new World();
      world.settings.set('sweep-cursors', value);
      await sweep(world.services, { firstLookBackMs: 30 * MINUTE });
      expect(world.windows[0]?.from).toBe(instantOfMs(NOW - 30 * MINUTE));
    },
  );

  it('goes on when the clock was set back', async () => {
    const world = new World();
    world.settings.set('sweep-cursors', { creationDate: instantOfMs(NOW + 600 * MINUTE) });
    await sweep(world.services);
    expect(world.windows[0]).toMatchObject({ from: instantOfMs(NOW - 10 * MINUTE), to: instantOfMs(NOW) });
  });

  it('leaves no line when there was nothing', async () => {
    const world = new World();
    await sweep(world.services);
    expect(world.log).toEqual([]);
  });
});
