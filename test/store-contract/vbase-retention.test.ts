import type { VBaseStore } from '@holdfast/node/io/store/create-vbase-store';
import type { Plan } from '@holdfast/node/store/plan';
import type { StoredLogEntry } from '@holdfast/node/store/sync-log';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { anId } from '../builders/an-id';
import { at, decision, NO_EFFECTS, POSITION, plan, removal, reservation, START_MS } from './examples';
import { memorySink, workerOn } from './vbase-fixtures';

const DAY_MS = 86_400_000;
const RETENTION_MS = 30 * DAY_MS;

let nowMs: number;
let documents: MemoryDocuments;
let lines: StoredLogEntry[];

beforeEach(() => {
  nowMs = START_MS;
  documents = createMemoryDocuments();
  lines = [];
});

const fresh = (): VBaseStore => workerOn(documents, { sink: memorySink(lines), now: () => nowMs });

const tidyAll = async (retentionMs = RETENTION_MS) => {
  for (let times = 0; times < 10; times++) await fresh().tidy({ retentionMs, atMost: 50 });
};
const references = async () =>
  (await fresh().countsAt(POSITION, { limit: 20 })).map(({ count }) => count.reference);

describe('a count whose plan the retention takes', () => {
  const count = (reference: string, second: number) =>
    fresh().recordCount({
      position: POSITION,
      onHand: 9,
      countedAt: at(second),
      reference,
      planId: anId(`c-${reference}`),
    });
  const carry = (planId: string, countReference: string | null, more: Partial<Plan> = {}) =>
    fresh().recordPlan(
      plan(planId, {
        gate: removal(),
        state: 'executed',
        countReference,
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
        ...more,
      }),
      NO_EFFECTS,
    );
  const archiveAll = async () => {
    for (let index = 0; index < 6; index++) await carry(`p-later-${index}`, null);
  };

  it('goes with it, and never comes back as one that waits', async () => {
    await count('r-1', 10);
    await carry('p-1', 'r-1');
    await archiveAll();
    expect(await references()).toEqual(['r-1']);
    nowMs += RETENTION_MS - 1;
    await tidyAll();
    expect(await references()).toEqual(['r-1']);
    nowMs += DAY_MS;
    await tidyAll();
    expect(await fresh().plan(anId('p-1'))).toBeNull();
    expect(await references()).toEqual([]);
    expect(await fresh().reads.position(POSITION)).toMatchObject({ counts: [], carriers: [] });
  });

  it('takes every older one with it: it was all that said that they are over', async () => {
    await count('older', 5);
    await count('applied', 10);
    await carry('p-1', 'applied');
    await archiveAll();
    nowMs += 2 * RETENTION_MS;
    await count('newer', 20);
    await tidyAll();
    expect(await references()).toEqual(['newer']);
  });

  it('is over too where its plan went before it', async () => {
    await count('older', 5);
    await count('applied', 10);
    await carry('p-1', 'applied');
    await archiveAll();
    await count('newer', 20);
    documents.files.delete('plans/p-1');
    expect(await references()).toEqual(['newer']);
    expect(await fresh().countsAt(POSITION, { limit: 1, reference: 'applied' })).toEqual([]);
  });
});

describe('what was removed by orders that the retention takes', () => {
  it.each([
    ['long ago', 0],
    ['a moment ago, after the order was read last', 40 * DAY_MS],
  ])('is still told to a stock count when the index named the order %s', async (_when, enteredAgainMs) => {
    for (const id of ['o-1', 'o-2', 'o-3']) {
      const removed = reservation(id, { status: 'removed', invoicedAt: at(8) });
      await fresh().changeOrder(anId(id), () => decision(id, { readAtMs: nowMs, reservations: [removed] }));
      if (enteredAgainMs === 0) continue;
      const position = documents.files.get('positions/31%2F%C3%A4/main%20warehouse') ?? '';
      const document = JSON.parse(position);
      document.holders[id] = nowMs + enteredAgainMs;
      documents.files.set('positions/31%2F%C3%A4/main%20warehouse', JSON.stringify(document));
    }
    nowMs += 40 * DAY_MS;
    await tidyAll();
    expect([...documents.files.keys()].filter((path) => path.startsWith('orders/'))).toEqual([]);
    expect(await fresh().removedSince(POSITION, at(7))).toHaveLength(3);
    expect(await fresh().removedSince(POSITION, at(9))).toHaveLength(0);
  });
});

describe('a count that is older than what is kept of removals', () => {
  const forget = (second: number) =>
    documents.files.set(
      'removed/31%2F%C3%A4/main%20warehouse',
      JSON.stringify({
        kind: 'removed',
        position: POSITION,
        reservations: [],
        forgottenUpTo: at(second),
      }),
    );
  const count = (reference: string, second: number) =>
    fresh().recordCount({
      position: POSITION,
      onHand: 9,
      countedAt: at(second),
      reference,
      planId: anId(`c-${reference}`),
    });

  it('is dropped with a line that asks for another, once', async () => {
    await count('r-1', 10);
    forget(11);
    expect(await references()).toEqual([]);
    expect(await references()).toEqual([]);
    expect(lines.map(({ outcome, message }) => [outcome, message])).toEqual([
      ['attention', expect.stringMatching(/^The count r-1 of .* was not set: .*; count again\.$/)],
    ]);
  });

  it('waits on when everything after it is kept', async () => {
    await count('r-1', 10);
    forget(10);
    expect(await references()).toEqual(['r-1']);
    await count('r-2', 20);
    forget(15);
    expect(await references()).toEqual(['r-2', 'r-1']);
    expect(lines).toEqual([]);
  });
});
