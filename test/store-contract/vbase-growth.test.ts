import { orderStream, positionStream } from '@holdfast/node/core/erp-events/streams';
import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import { withCopies } from '@holdfast/node/io/store/leave-index';
import type { LogSink } from '@holdfast/node/io/store/log-sink';
import type { StreamPart } from '@holdfast/node/io/store/shapes';
import { attempted, queued } from '@holdfast/node/io/store/stream-part';
import type { Plan } from '@holdfast/node/store/plan';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { at, decision, delivery, NO_EFFECTS, POSITION, plan, reservation, START_MS } from './examples';
import { memorySink, workerOn } from './vbase-fixtures';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

let nowMs: number;
let documents: MemoryDocuments;
let lines: StoredLogEntry[];
let sink: LogSink;
let told: Plan[];

beforeEach(() => {
  nowMs = START_MS;
  documents = createMemoryDocuments();
  lines = [];
  told = [];
  sink = { ...memorySink(lines), planChanged: async (changed) => void told.push(structuredClone(changed)) };
});

const fresh = (): VBaseStore => workerOn(documents, { sink, now: () => nowMs });

const over = (store: VBaseStore, orderId: string) =>
  store.changeOrder(anId(orderId), () =>
    decision(orderId, {
      readAtMs: nowMs,
      reservations: [reservation(orderId, { status: 'removed', invoicedAt: at(8) })],
    }),
  );
const ids = (count: number) => Array.from({ length: count }, (_, index) => `o-${index}`);
const under = (folder: string) => [...documents.files.keys()].filter((path) => path.startsWith(folder));

describe('a position', () => {
  it('reads only orders that matter, and forgets nothing that a count asks for', async () => {
    const store = fresh();
    for (const id of ids(30)) await over(store, id);
    await store.changeOrder(anId('open'), () => decision('open', { reservations: [reservation('open')] }));
    nowMs += HOUR_MS;
    await store.knownAtPosition(POSITION);
    await store.recordPlan(plan('p-1'), NO_EFFECTS);
    expect(Object.keys((await store.reads.position(POSITION))?.holders ?? {})).toEqual(['open']);
    const before = documents.calls.reads;
    expect(await store.knownAtPosition(POSITION)).toHaveLength(1);
    expect(documents.calls.reads - before).toBe(2);
    expect(await fresh().removedSince(POSITION, at(7))).toHaveLength(30);
  });

  it('keeps a young entry: its order may be about to be written', async () => {
    const store = fresh();
    for (const id of ids(9)) await over(store, id);
    nowMs += 60_000;
    await store.knownAtPosition(POSITION);
    await store.recordPlan(plan('p-1'), NO_EFFECTS);
    expect(Object.keys((await store.reads.position(POSITION))?.holders ?? {})).toHaveLength(9);
  });

  it('says so when a count is older than what is kept', async () => {
    const held = ids(5).map((id, index) => reservation(id, { status: 'removed', invoicedAt: at(index) }));
    const none = { kind: 'removed' as const, position: POSITION, reservations: [], forgottenUpTo: null };
    const kept = withCopies(none, held, 3);
    expect(kept.reservations.map(({ orderId }) => orderId)).toEqual(['o-2', 'o-3', 'o-4']);
    expect(kept.forgottenUpTo).toBe(at(1));
    expect(withCopies(kept, held.slice(4), 3)).toEqual(kept);
    const store = fresh();
    await store.recordPlan(plan('p-1'), NO_EFFECTS);
    documents.files.set('removed/31%2F%C3%A4/main%20warehouse', JSON.stringify(kept));
    await expect(store.removedSince(POSITION, at(0))).rejects.toThrow('no longer kept');
    expect(await store.removedSince(POSITION, at(1))).toHaveLength(3);
  });

  it('keeps few closed plans, and finds the others by their id', async () => {
    const store = fresh();
    const plans = Array.from({ length: 120 }, (_, index) => `p-${index}`);
    for (const planId of plans) await store.recordPlan(plan(planId), NO_EFFECTS);
    expect((await store.reads.position(POSITION))?.plans).toHaveLength(4);
    for (const planId of plans) expect(await fresh().plan(anId(planId))).toMatchObject({ planId });
    expect((await store.reads.position(POSITION))?.archivedIds).not.toContain('p-0');
    // Recorded again, an archived plan neither comes back nor supersedes the current one.
    await fresh().recordPlan(plan('p-0'), NO_EFFECTS);
    expect((await fresh().currentPlan(POSITION))?.planId).toBe('p-119');
    expect(await fresh().plan(anId('p-0'))).toMatchObject({ state: 'superseded' });
  });

  it('keeps few accepted deliveries, and tells none of them twice', async () => {
    const store = fresh();
    const stream = positionStream(POSITION);
    for (let index = 0; index < 60; index++) {
      const effects = { deliveries: [delivery(`d-${index}`, stream)], log: [] };
      await store.recordPlan(plan(`p-${index}`), effects);
      const attempt = { attempts: 1, nextAttemptAtMs: 0, lastError: null, log: [] };
      await store.recordAttempt(`d-${index}`, { ...attempt, state: 'accepted' });
    }
    expect((await store.reads.stream(stream))?.stream.deliveries).toHaveLength(20);
    await store.recordPlan(plan('again'), { deliveries: [delivery('d-3', stream)], log: [] });
    expect(await store.nextDelivery(stream)).toBeNull();
  });

  it('keeps few recommendations that wait behind a parked message, in order and each told once', async () => {
    const store = fresh();
    const stream = positionStream(POSITION);
    const recommended = {
      type: 'holdfast.removal.recommended' as const,
      data: { holds: 'x'.repeat(26_000) },
    };
    const send = async (id: string, more: Parameters<typeof delivery>[2]) =>
      store.recordPlan(plan(`p-${id}`), { deliveries: [delivery(id, stream, more)], log: [] });
    const attempt = { attempts: 1, nextAttemptAtMs: 0, lastError: null, log: [] };
    await send('head', recommended);
    await store.nextDelivery(stream);
    await store.recordAttempt('head', { ...attempt, state: 'parked' });
    for (let index = 0; index < 60; index++) {
      await send(`d-${index}`, recommended);
      if (index === 20) await send('fact', { type: 'holdfast.stock.reconciled' });
    }
    expect(documents.files.get('positions/31%2F%C3%A4/main%20warehouse')?.length).toBeLessThan(200_000);
    expect(lines.filter(({ kind, outcome }) => kind === 'delivery' && outcome === 'nothing')).toHaveLength(
      55,
    );
    await store.recordPlan(plan('again'), { deliveries: [delivery('d-3', stream, recommended)], log: [] });
    const toldIds: string[] = [];
    for (let next = await store.nextDelivery(stream); next; next = await store.nextDelivery(stream)) {
      toldIds.push(next.id);
      await store.recordAttempt(next.id, { ...attempt, state: 'accepted' });
    }
    expect(toldIds).toEqual(['head', 'fact', 'd-55', 'd-56', 'd-57', 'd-58', 'd-59']);
  });

  it('leaves the message that may be on its way, and those that were accepted', () => {
    const recommended = (id: string) => delivery(id, 's', { type: 'holdfast.removal.recommended' });
    const told = (part: StreamPart, id: string) =>
      attempted(part, id, { state: 'accepted', attempts: 1, nextAttemptAtMs: 0, lastError: null }) ?? part;
    let part: StreamPart = { lastSequence: 0, deliveries: [], acceptedIds: [] };
    for (const id of ids(20)) {
      part = queued(part, [recommended(id)], { account: 'acme', nowMs });
      if (Number(id.slice(2)) < 8) part = told(part, id);
    }
    const left = part.deliveries.map(({ id }) => Number(id.slice(2)));
    expect(left).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 15, 16, 17, 18, 19]);
    expect(part.lastSequence).toBe(20);
  });

  it('stays small with many counts', async () => {
    const store = fresh();
    for (let index = 0; index < 130; index++) {
      const count = { onHand: 1, countedAt: at(index), reference: `r-${index}`, planId: anId(`c-${index}`) };
      await store.recordCount({ position: POSITION, ...count });
    }
    expect((await store.reads.position(POSITION))?.counts).toHaveLength(100);
    const [newest] = await store.countsAt(POSITION, { limit: 1 });
    expect(newest?.count.reference).toBe('r-129');
  });
});

describe('tidying', () => {
  const tidyAll = async (store: VBaseStore, retentionMs: number) => {
    const gone = { orders: 0, plans: 0 };
    for (let times = 0; times < 20; times++) {
      const { orders, plans } = await store.tidy({ retentionMs, atMost: 3 });
      gone.orders += orders;
      gone.plans += plans;
    }
    return gone;
  };

  it('removes orders that have been over for long, with what points to them, some at a time', async () => {
    const store = fresh();
    for (const id of ids(8)) await over(store, id);
    await store.changeOrder(anId('open'), () => decision('open', { reservations: [reservation('open')] }));
    const told = { deliveries: [delivery('d-1', orderStream(anId('untold')))] };
    const untold = reservation('untold', { status: 'expired' });
    await store.changeOrder(anId('untold'), () => decision('untold', { reservations: [untold], ...told }));
    nowMs += 20 * DAY_MS;
    await over(store, 'young');
    nowMs += 20 * DAY_MS;
    expect((await store.tidy({ retentionMs: 30 * DAY_MS, atMost: 3 })).orders).toBeLessThanOrEqual(3);
    await tidyAll(store, 30 * DAY_MS);
    expect(under('orders/').sort()).toEqual(['orders/open', 'orders/untold', 'orders/young']);
    expect(under('locks/').sort()).toEqual(['locks/00-open', 'locks/00-untold', 'locks/00-young']);
    const { holders } = (await store.reads.position(POSITION)) ?? { holders: {} };
    expect(Object.keys(holders).sort()).toEqual(['open', 'untold', 'young']);
    expect(await fresh().knownAtPosition(POSITION)).toHaveLength(1);
    expect(await store.knownOrder(anId('o-1'))).toBeNull();
  });

  it('removes archived plans of that age', async () => {
    const store = fresh();
    for (let index = 0; index < 9; index++) await store.recordPlan(plan(`p-${index}`), NO_EFFECTS);
    nowMs += 40 * DAY_MS;
    expect(await tidyAll(store, 30 * DAY_MS)).toEqual({ orders: 0, plans: 5 });
    expect(await fresh().currentPlan(POSITION)).toMatchObject({ planId: 'p-8' });
    expect(await fresh().plan(anId('p-0'))).toBeNull();
  });
});

describe('markers', () => {
  it('go when they are stale and old, and not before', async () => {
    const store = fresh();
    await store.changeOrder(anId('o-1'), () =>
      decision('o-1', { reservations: [reservation('o-1', { status: 'invoiced', invoicedAt: at(8) })] }),
    );
    await over(store, 'o-1');
    const sweep = async () => {
      await store.ordersToLookAt(at(0), nowMs, 9);
      await store.positionsToPlan(nowMs, 9);
      return [...under('active/'), ...under('settled/')].length;
    };
    expect(await sweep()).toBe(2);
    nowMs += 300_000;
    expect(await sweep()).toBe(2);
    nowMs += 300_001;
    expect(await sweep()).toBe(0);
  });
});

describe('the log', () => {
  const changed = { kind: 'order' as const, outcome: 'ok' as const };

  it('comes again with the next change when the sink was away, each line once', async () => {
    const failures: unknown[] = [];
    const failing: LogSink = {
      append: async () => Promise.reject(new Error('away')),
      planChanged: async () => Promise.reject(new Error('away')),
    };
    const without = workerOn(documents, {
      now: () => nowMs,
      sink: failing,
      onSinkFailure: (why) => failures.push(why),
    });
    await without.changeOrder(anId('o-1'), () =>
      decision('o-1', { log: [{ ...changed, message: 'first' }] }),
    );
    await without.recordPlan(plan('p-1'), { deliveries: [], log: [{ ...changed, message: 'planned' }] });
    await without.appendLog([{ ...changed, message: 'of no document' }]);
    expect(failures).toHaveLength(3);
    await fresh().changeOrder(anId('o-1'), () =>
      decision('o-1', { log: [{ ...changed, message: 'second' }] }),
    );
    await fresh().changeOrder(anId('o-1'), () =>
      decision('o-1', { log: [{ ...changed, message: 'third' }] }),
    );
    await fresh().planStands(anId('p-1'));
    expect(lines.map(({ message }) => message)).toEqual(['first', 'second', 'third', 'planned']);
    expect(told.map(({ planId }) => planId)).toEqual(['p-1']);
  });

  it('shows the last lines with the order, and no more', async () => {
    const store = fresh();
    for (let index = 0; index < 50; index++) {
      await store.changeOrder(anId('o-1'), () =>
        decision('o-1', { log: [{ ...changed, message: `${index}` }] }),
      );
    }
    const log = (await store.reads.order(anId('o-1')))?.log ?? [];
    expect(log).toHaveLength(30);
    expect(log.at(-1)?.message).toBe('49');
    expect(new Set(lines.map(({ id }) => id)).size).toBe(50);
  });
});
