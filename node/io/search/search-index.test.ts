import { type SmallMasterData, startSmallMasterData } from '../../../test/api/small-master-data';
import { anId } from '../../../test/builders/an-id';
import type { StoredLogEntry } from '../../store/sync-log';
import { createLogSink } from './create-log-sink';
import { LOG } from './entities';
import { listLog, type SearchedScope } from './list-log';
import { createMasterData, type MasterData } from './master-data';
import { createSearchIndex } from './search-index';
import { createSearchMemory, type SearchMemory, searchProblems } from './search-memory';
import { SearchUnavailable } from './search-unavailable';
import { tidySearch } from './tidy-search';

const START_MS = Date.UTC(2026, 2, 1, 12);
let md: SmallMasterData;
let memory: SearchMemory;
let scoped: SearchedScope;
const clock = { ms: START_MS };

beforeEach(async () => {
  clock.ms = START_MS;
  md = await startSmallMasterData();
  memory = createSearchMemory();
  const options = { masterData: createMasterData(md.http), memory, now: () => clock.ms };
  scoped = { scope: 'master', index: createSearchIndex(options) };
});
afterEach(() => md.close());

function line(id: string, atMs = START_MS): StoredLogEntry {
  return { id, atMs, kind: 'order', outcome: 'ok', message: id };
}
const append = (...ids: string[]) => createLogSink(scoped).append(ids.map((id) => line(id)));
const list = async () => (await listLog(scoped, { limit: 50 }, null)).rows.map(({ message }) => message);
const stored = () => [...(md.documents.get(LOG.name)?.values() ?? [])];

describe('an outage', () => {
  test.each([
    ['no answer', 'silence' as const, 30_000, null],
    ['an error', { status: 500 }, 30_000, 500],
    ['too many requests', { status: 429 }, 60_000, 429],
    ['too many requests, with a time', { status: 429, headers: { 'Retry-After': '120' } }, 120_000, 429],
    ['no permission', { status: 403 }, 30_000, 403],
  ])(
    '%s: asked once, then left alone for a while, then all is well',
    async (_name, fault, pauseMs, status) => {
      await append('a');
      md.fault = fault;
      await expect(append('b')).rejects.toThrow(SearchUnavailable);
      const asked = md.calls.length;
      clock.ms += pauseMs - 1;
      await expect(append('b', 'c')).rejects.toThrow(SearchUnavailable);
      await expect(list()).rejects.toThrow(SearchUnavailable);
      expect(md.calls).toHaveLength(asked);
      expect(searchProblems(memory, clock.ms)).toMatchObject([
        {
          endpoint: 'Master Data',
          status,
          sinceMs: START_MS,
          missingResource: status === 403 ? 'ADMIN_DS' : null,
        },
      ]);
      md.fault = null;
      clock.ms += 1;
      await append('b', 'c');
      expect(await list()).toEqual(['c', 'b', 'a']);
      expect(searchProblems(memory, clock.ms)).toEqual([]);
      expect(memory.failures).toBe(1);
    },
  );

  test('since when it lasts is kept over several tries', async () => {
    md.fault = { status: 500 };
    await expect(append('a')).rejects.toThrow(SearchUnavailable);
    clock.ms += 40_000;
    await expect(append('a')).rejects.toThrow(SearchUnavailable);
    expect(searchProblems(memory, clock.ms)).toMatchObject([{ sinceMs: START_MS, lastMs: clock.ms }]);
  });

  test('a call that was under way meanwhile does not end the pause', async () => {
    let answer = () => {};
    const slow = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const masterData: MasterData = {
      ...createMasterData(md.http),
      async put(_entity, id) {
        if (id !== 'slow')
          return { kind: 'failed', retry: 'later', status: 429, retryAfterMs: null, message: 'No.' };
        await slow;
        return { kind: 'done' };
      },
    };
    const index = createSearchIndex({ masterData, memory, now: () => clock.ms });
    const first = index.put(LOG, 'slow', {});
    await expect(index.put(LOG, 'quick', {})).rejects.toThrow(SearchUnavailable);
    answer();
    await first;
    await expect(index.put(LOG, 'slow', {})).rejects.toThrow(SearchUnavailable);
  });
});

describe('a schema', () => {
  test('is saved once before the first document, under a name of its content', async () => {
    await append('a', 'b', 'c');
    await append('d');
    expect(md.calls.filter((call) => call.includes('/schemas/'))).toEqual([
      `PUT /${LOG.name}/schemas/${LOG.schemaName}`,
    ]);
    expect(LOG.schemaName).toMatch(/^v-[0-9a-f]{12}$/);
    expect(LOG.schema).toMatchObject({
      'v-cache': false,
      'v-security': { allowGetAll: false, publicRead: [] },
    });
  });

  test('a document that is refused is left out, counted and said; the others are written', async () => {
    md.refuses = (fields) => String(fields.entry).includes('"poison"');
    await append('a', 'poison', 'b');
    expect(await list()).toEqual(['b', 'a']);
    expect(memory.refused).toBe(1);
    expect(searchProblems(memory, clock.ms)).toMatchObject([
      { message: expect.stringContaining('1 line(s)') },
    ]);
  });
});

describe('what is written', () => {
  test('is the line and nothing that hangs on it', async () => {
    const entry = {
      ...line('a'),
      orderId: anId('v1-01'),
      revision: 3,
      clientProfileData: { email: 'zephyrine@example.com' },
    };
    await createLogSink(scoped).append([entry]);
    expect(JSON.stringify(stored())).not.toMatch(/zephyrine|revision/);
    expect(Object.keys(stored()[0] ?? {}).sort()).toEqual([
      'at',
      'entry',
      'kind',
      'order',
      'outcome',
      'scope',
    ]);
  });

  test('what a line says in parts comes back, and a part nobody can read takes nothing else with it', async () => {
    const said = [{ id: 'sweep.news', values: { count: 2, names: ['a', 'b'], text: "'é'" } }];
    await createLogSink(scoped).append([{ ...line('a'), said }]);
    const found = async () => (await listLog(scoped, { limit: 1 }, null)).rows;
    expect(await found()).toMatchObject([{ message: 'a', said }]);
    const odd = [{ id: 7 }] as unknown as typeof said;
    await createLogSink(scoped).append([{ ...line('a'), said: odd }]);
    expect(await found()).toMatchObject([{ message: 'a', said: null }]);
  });

  test('a line with a huge detail is found without it', async () => {
    await createLogSink(scoped).append([{ ...line('a'), detail: { text: 'x'.repeat(20_000) } }]);
    expect((await listLog(scoped, { limit: 1 }, null)).rows).toMatchObject([{ message: 'a', detail: null }]);
  });

  test('what others put into the entity is not taken for a line', async () => {
    await append('a');
    const [first] = stored();
    md.documents.get(LOG.name)?.set('odd', { ...first, entry: '{"id":1}' });
    md.documents.get(LOG.name)?.set('odder', { ...first, entry: 'not JSON' });
    md.index();
    expect(await list()).toEqual(['a']);
  });
});

describe('tidying', () => {
  const DAY_MS = 86_400_000;
  const keep = { keepMs: 30 * DAY_MS, limit: 120 };
  beforeEach(async () => {
    const old = Array.from({ length: 250 }, (_each, n) => line(`old-${n}`, START_MS - 31 * DAY_MS - n));
    await createLogSink(scoped).append([...old, line('young', START_MS - 29 * DAY_MS)]);
  });

  test.each([
    ['at once', false],
    ['late', true],
  ])('deletes what is old, so much a call (indexed %s)', async (_name, isLate) => {
    md.isLate = isLate;
    const deleted: number[] = [];
    let isDone = false;
    for (let calls = 0; calls < 10 && !isDone; calls += 1) {
      const outcome = await tidySearch(scoped, { nowMs: START_MS, ...keep });
      if (outcome.kind !== 'tidied') throw new Error('it must be tidied');
      deleted.push(outcome.deleted);
      isDone = outcome.isDone;
      md.index();
    }
    expect(deleted).toEqual([120, 120, 10]);
    expect(await list()).toEqual(['young']);
  });

  test('an outage in the middle ends it, for now', async () => {
    md.fault = { status: 503 };
    expect(await tidySearch(scoped, { nowMs: START_MS, ...keep })).toMatchObject({
      kind: 'failed',
      deleted: 0,
    });
    expect(stored()).toHaveLength(251);
  });
});
