import { setImmediate as turn } from 'node:timers/promises';
import { createMemoryStore } from '../../../simulation/stores/memory/memory-store';
import {
  createMemoryDocuments,
  type MemoryDocuments,
} from '../../../simulation/stores/vbase/memory-documents';
import { anId } from '../../../test/builders/an-id';
import { createWorkCache } from './read-work';
import type { PieceServices } from './run-piece';
import { type RunLimits, runWork } from './run-work';
import { pathOfWork } from './work';
import { createWorkBell, ringing, type WorkBell } from './work-bell';
import { createWorkDesk, type WorkDesk } from './work-desk';
import { createWorkList, type WorkList } from './work-list';

const START = 1_000_000;
const HOUR_MS = 3_600_000;
const LIMITS: RunLimits = {
  startUntilMs: START + 38_000,
  sendUntilMs: START + 38_000,
  waitUntilMs: START + 3_000,
  lingers: false,
};
const look = (orderId: string) => ({ kind: 'look-at-order', orderId: anId(orderId) }) as const;
const send = (n: number) => ({ kind: 'deliver', stream: `order/${n}` }) as const;

let clock: number;
let documents: MemoryDocuments;
let list: WorkList;
let bell: WorkBell;
let desk: WorkDesk;
let looked: string[];
/** Streams that the ERP has not answered for. */
let sending: string[];
let erpAnswers: () => void;
let erp: Promise<void>;

beforeEach(() => {
  clock = START;
  documents = createMemoryDocuments();
  bell = createWorkBell();
  looked = [];
  sending = [];
  erp = new Promise((resolve) => {
    erpAnswers = resolve;
  });
  desk = createWorkDesk(pause);
  list = listOf();
});

const pause = async (ms: number) => {
  clock += ms;
};

function listOf(mostKept?: number): WorkList {
  let ids = 0;
  const chance = { newId: () => `id-${ids++}`, random: () => 0 };
  return createWorkList({ documents, cache: createWorkCache(mostKept), now: () => clock, pause, ...chance });
}

/** VTEX knows no order; the ERP takes every call and answers when the test says so. */
function pieces(): PieceServices {
  const store = createMemoryStore({ account: 'teststore', now: () => clock });
  const failure = { kind: 'rejected', retry: 'never', endpoint: 'GET order', message: 'unknown' };
  const getOrder = async (orderId: string) => {
    looked.push(orderId);
    return { ok: false, failure };
  };
  const nextDelivery = async (stream: string) => {
    sending.push(stream);
    await erp;
    return null;
  };
  return {
    backfillHours: 48,
    account: 'teststore',
    vtex: { getOrder } as unknown as PieceServices['vtex'],
    store: { ...store, nextDelivery },
    dispatcher: {
      lookAtOrders: async () => undefined,
      planPosition: async () => undefined,
      deliver: async () => undefined,
    },
    settings: { mode: 'recommend', guardGapMs: 1000, gatherWindowMs: 0, mirrorOn: true },
    now: () => clock,
    newId: () => 'id',
    pause,
    connector: { name: 'erp' } as unknown as PieceServices['connector'],
    random: () => 0,
    reports: {} as PieceServices['reports'],
  };
}

function run(paths: readonly string[] = [], limits = LIMITS) {
  return desk.join(paths, (hints, waits) =>
    runWork({ list, bell, pieces: pieces(), ...waits, onFailure: () => undefined }, hints, limits),
  );
}

async function turns(count = 200): Promise<void> {
  for (let n = 0; n < count; n += 1) await turn();
}

test('an ERP that answers nothing holds two lanes and no order', async () => {
  for (let n = 0; n < 30; n += 1) await list.ask(send(n), START);
  await list.ask(look('o1-1'), START + 1);
  clock = START + 1;
  const served = run();
  await turns();
  expect(sending).toHaveLength(2);
  expect(looked).toEqual(['o1-1']);

  const { path } = await list.ask(look('o2-2'), clock);
  expect(await run([path])).toBeNull();
  await turns();
  expect(looked).toEqual(['o1-1', 'o2-2']);
  expect(sending).toHaveLength(2);

  erpAnswers();
  expect((await served)?.summary).toEqual({ done: 32, again: 0, failed: 0, nextAtMs: null });
  expect(documents.files.size).toBe(0);
});

test('after its time nothing more is sent, and what is left is rung for', async () => {
  for (let n = 0; n < 5; n += 1) await list.ask(send(n), START);
  const served = run([], { ...LIMITS, sendUntilMs: START + 1_000 });
  await turns();
  clock = START + 1_000;
  erpAnswers();
  expect((await served)?.summary).toMatchObject({ done: 2, nextAtMs: START + 1_000 });
  expect(sending).toHaveLength(2);
});

test('what is asked of the ERP while it is away, and hinted at, does not ring without an end', async () => {
  const { path } = await list.ask(send(1), START + HOUR_MS);
  const served = await run([path]);
  const waiting = [
    ...(served?.left ?? []).map((left) => ({ path: left, notBeforeMs: 0 })),
    ...bell.waiting(),
  ];
  expect(ringing(waiting, served?.summary.nextAtMs ?? null, clock)).toBeNull();
});

test('what another worker runs by now is not rung for: it ends it', async () => {
  const { path } = await list.ask(look('o1-1'), START);
  bell.asked(path, START);
  const other = listOf();
  const [waiting] = (await other.due([])).ready;
  expect(waiting && (await other.claim(waiting))).not.toBeNull();
  const served = await run([path]);
  expect(ringing(bell.waiting(), served?.summary.nextAtMs ?? null, clock)).toBeNull();
});

test('who joins while the list is being read is served', async () => {
  const plain = documents.list;
  let second: Promise<unknown> | null = null;
  documents.list = async (...page) => {
    const answer = await plain(...page);
    second ??= (async () => {
      const { path } = await list.ask(look('o2-2'), clock);
      return run([path]);
    })();
    expect(await second).toBeNull();
    return second === null ? answer : { paths: [], next: null };
  };
  const served = await run();
  expect(looked).toEqual(['o2-2']);
  expect(served?.left).toEqual([]);
});

describe('thousands wait for the ERP', () => {
  const MANY = 2_000;

  beforeEach(async () => {
    for (let n = 0; n < MANY; n += 1) await list.ask(send(n), START + HOUR_MS);
    list = listOf(1_000);
  });

  test('a look at the list is some pages, and the first has what is to be done', async () => {
    await list.ask(look('o1-1'), START);
    const { calls } = documents;
    const before = { ...calls };
    const due = await list.due([]);
    expect(due.ready).toHaveLength(1);
    expect([...due.through]).toEqual(['vtex']);
    expect(calls.reads - before.reads).toBeLessThanOrEqual(301);
  });

  test('all of them are seen in the end, whatever order the names are in', async () => {
    await list.ask(send(MANY + 7), START);
    const found: string[] = [];
    for (let looks = 0; looks < MANY / 300 + 1; looks += 1) {
      const due = await list.due([]);
      found.push(...due.ready.map(({ path }) => path));
      if (due.through.has('erp')) break;
    }
    expect(found).toEqual([pathOfWork(send(MANY + 7))]);
  });

  test('more than are kept are not read anew each time', async () => {
    const round = async () => {
      const before = documents.calls.reads;
      for (let isOver = false; !isOver; ) isOver = (await list.due([])).through.has('erp');
      return documents.calls.reads - before;
    };
    await round();
    expect(await round()).toBeLessThan(MANY * 0.9);
    list = listOf();
    await round();
    expect(await round()).toBe(0);
  });

  test('a run ends, and rings for what is due and not for the rest', async () => {
    await list.ask(look('o1-1'), START);
    const served = await run();
    expect(looked).toEqual(['o1-1']);
    expect(served?.summary.nextAtMs).toBe(START + HOUR_MS);
  });
});
