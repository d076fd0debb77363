import { createMemoryStore } from '../../../simulation/stores/memory/memory-store';
import {
  createMemoryDocuments,
  type MemoryDocuments,
} from '../../../simulation/stores/vbase/memory-documents';
import { anId } from '../../../test/builders/an-id';
import { createWorkCache } from './read-work';
import type { PieceServices } from './run-piece';
import { runWork } from './run-work';
import { pathOfWork } from './work';
import { createWorkBell, RING_WITHIN_MS, type WorkBell } from './work-bell';
import { createWorkDesk } from './work-desk';
import { createWorkList, type WorkList } from './work-list';

const START = 1_000_000;
const LIMITS = {
  startUntilMs: START + 40_000,
  sendUntilMs: START + 40_000,
  waitUntilMs: START + 20_000,
  lingers: true,
};
const NEVER = () => new Promise<void>(() => undefined);

let clock: number;
let documents: MemoryDocuments;
let list: WorkList;
let bell: WorkBell;
let pauses: number[];
/** When each order was asked for, in ms from the start. */
let looked: [string, number][];
let onLook: (orderId: string) => Promise<void>;

/** Time passes in pauses only. */
const pause = async (ms: number) => {
  pauses.push(ms);
  clock += ms;
};

beforeEach(() => {
  clock = START;
  documents = createMemoryDocuments();
  pauses = [];
  looked = [];
  onLook = async () => undefined;
  bell = createWorkBell();
  let ids = 0;
  const newId = () => `id-${ids++}`;
  list = createWorkList({
    documents,
    cache: createWorkCache(),
    now: () => clock,
    newId,
    random: () => 0,
    pause,
  });
});

/** Everything but the store refuses each order: a look is one call. */
function pieces(): PieceServices {
  const store = createMemoryStore({ account: 'teststore', now: () => clock });
  const notFound = {
    ok: false as const,
    failure: {
      kind: 'rejected' as const,
      retry: 'never' as const,
      retryAfterMs: null,
      status: 400,
      endpoint: 'GET order',
      missingResource: null,
      maybeApplied: false,
      message: 'unknown',
    },
  };
  const getOrder = async (orderId: string) => {
    looked.push([orderId, clock - START]);
    await onLook(orderId);
    return notFound;
  };
  return {
    backfillHours: 48,
    account: 'teststore',
    vtex: { getOrder } as unknown as PieceServices['vtex'],
    store,
    dispatcher: {
      lookAtOrders: async () => undefined,
      planPosition: async () => undefined,
      deliver: async () => undefined,
    },
    settings: { mode: 'recommend', guardGapMs: 1000, gatherWindowMs: 0, mirrorOn: false },
    now: () => clock,
    newId: () => 'id',
    pause,
    connector: null,
    random: () => 0,
    reports: {} as PieceServices['reports'],
  };
}

const ask = (orderId: string, notBeforeMs: number) =>
  list.ask({ kind: 'look-at-order', orderId: anId(orderId) }, notBeforeMs);

function run(
  hints: Set<string> = new Set(),
  onFailure: (error: unknown, kind: string) => void = () => undefined,
  limits = LIMITS,
) {
  return runWork({ list, bell, pieces: pieces(), pause, woken: NEVER, onFailure }, hints, limits);
}

test('does what is due, waits for what is due soon, and leaves what is late', async () => {
  await ask('o2-2', START + 5_000);
  await ask('o1-1', START);
  await ask('o3-3', START + RING_WITHIN_MS * 3);
  const summary = await run();
  expect(looked).toEqual([
    ['o1-1', 0],
    ['o2-2', 5_000],
  ]);
  expect(summary).toEqual({ done: 2, again: 0, failed: 0, nextAtMs: START + RING_WITHIN_MS * 3 });
});

test('what is due soon but after its time is waited for as long as it may: ringing at once would ring for ever', async () => {
  await ask('o1-1', START + 60_000);
  const summary = await run();
  expect(looked).toEqual([]);
  expect(clock - START).toBe(20_000);
  expect(summary.nextAtMs).toBe(START + 60_000);
});

test('a run that is no event of the bell goes at once, and rings', async () => {
  await ask('o1-1', START + 60_000);
  const summary = await run(new Set(), undefined, { ...LIMITS, lingers: false });
  expect([clock - START, summary.nextAtMs]).toEqual([0, START + 60_000]);
});

test('nothing waits: it ends at once', async () => {
  expect(await run()).toEqual({ done: 0, again: 0, failed: 0, nextAtMs: null });
  expect(pauses).toEqual([]);
});

test('begins nothing when its time is over, and says that something waits', async () => {
  onLook = async () => {
    if (looked.length === 3) clock = START + 40_000;
  };
  for (let n = 0; n < 20; n += 1) await ask(`o${n}-1`, START);
  const summary = await run();
  expect(looked).toHaveLength(3);
  expect(summary).toMatchObject({ done: 3, nextAtMs: START + 40_000 });
  expect([...documents.files.keys()]).toHaveLength(17);
});

test('a piece that throws comes back later each time, and holds up no other', async () => {
  onLook = async (orderId) => {
    if (orderId === 'bad-1') throw new Error('a bug');
  };
  const failures: string[] = [];
  await ask('bad-1', START);
  await ask('good-1', START);
  const summary = await run(new Set(), (_error, kind) => failures.push(kind));
  expect(looked.filter(([id]) => id === 'good-1')).toHaveLength(1);
  expect(looked.filter(([id]) => id === 'bad-1').map(([, at]) => at)).toEqual([0, 5_000, 15_000]);
  expect(failures).toEqual(['look-at-order', 'look-at-order', 'look-at-order']);
  expect(summary.failed).toBe(3);
  expect(bell.waiting()).toEqual([
    { path: pathOfWork({ kind: 'look-at-order', orderId: anId('bad-1') }), notBeforeMs: START + 35_000 },
  ]);
});

test('hints that are gone are dropped, those that wait are left for the bell', async () => {
  const gone = pathOfWork({ kind: 'look-at-order', orderId: anId('gone-1') });
  const late = pathOfWork({ kind: 'look-at-order', orderId: anId('late-1') });
  await ask('late-1', START + 10 * RING_WITHIN_MS);
  const hints = new Set([gone, late]);
  await run(hints);
  expect([...hints]).toEqual([]);
  expect(bell.waiting()).toEqual([{ path: late, notBeforeMs: START + 10 * RING_WITHIN_MS }]);
});

test('deliveries without an ERP are done with', async () => {
  await list.ask({ kind: 'deliver', stream: 'order/o1' }, START);
  expect((await run()).done).toBe(1);
  expect(documents.files.size).toBe(0);
});

describe('the desk', () => {
  const nothing = { done: 0, again: 0, failed: 0, nextAtMs: null };

  test('who comes while somebody works leaves the paths and goes', async () => {
    let end: () => void = () => undefined;
    const desk = createWorkDesk(() => new Promise(() => undefined));
    let hintsOfFirst = new Set<string>();
    const first = desk.join(['a'], async (hints) => {
      hintsOfFirst = hints;
      await new Promise<void>((resolve) => {
        end = resolve;
      });
      return nothing;
    });
    expect(await desk.join(['b'], async () => nothing)).toBeNull();
    expect([...hintsOfFirst]).toEqual(['a', 'b']);
    end();
    expect(await first).toEqual({ summary: nothing, left: ['a', 'b'] });
    expect(await desk.join(['c'], async () => nothing)).toEqual({ summary: nothing, left: ['c'] });
  });

  test('new paths end a pause', async () => {
    const desk = createWorkDesk(() => new Promise(() => undefined));
    const first = desk.join([], async (hints, wait) => {
      await wait.pause(1e9);
      return { ...nothing, done: hints.size };
    });
    await desk.join(['b'], async () => nothing);
    expect((await first)?.summary.done).toBe(1);
  });

  test('a run that fails leaves the desk free', async () => {
    const desk = createWorkDesk(async () => undefined);
    await expect(desk.join([], async () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(await desk.join([], async () => nothing)).not.toBeNull();
  });
});
