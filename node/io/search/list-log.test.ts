import fc from 'fast-check';
import { type SmallMasterData, startSmallMasterData } from '../../../test/api/small-master-data';
import { anId } from '../../../test/builders/an-id';
import type { LogQuery } from '../../api/schemas/log';
import type { StoredLogEntry } from '../../store/sync-log';
import { createLogSink } from './create-log-sink';
import { listLog, type SearchedScope } from './list-log';
import { createMasterData } from './master-data';
import type { NewestCursor } from './newest-page';
import { createSearchIndex } from './search-index';
import { createSearchMemory } from './search-memory';

const START_MS = Date.UTC(2026, 2, 1, 12);
let md: SmallMasterData;
let scoped: SearchedScope;

beforeEach(async () => {
  md = await startSmallMasterData();
  scoped = inScope('master');
});
afterEach(() => md.close());

function inScope(scope: string): SearchedScope {
  const options = {
    masterData: createMasterData(md.http),
    memory: createSearchMemory(),
    now: () => START_MS,
  };
  return { scope, index: createSearchIndex(options) };
}

function line(id: string, atMs: number, more: Partial<StoredLogEntry> = {}): StoredLogEntry {
  return { id, atMs: START_MS + atMs, kind: 'order', outcome: 'ok', message: id, ...more };
}

async function walk(filter: Partial<LogQuery>, limit: number, between = async () => {}): Promise<string[][]> {
  const pages: string[][] = [];
  let after: NewestCursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof listLog>> = await listLog(scoped, { ...filter, limit }, after);
    pages.push(page.rows.map(({ message }) => message));
    if (pages.length > 60) throw new Error('the pages do not end');
    after = page.next;
    await between();
  } while (after !== null);
  return pages;
}

describe('filters, in pages of one', () => {
  const rows = [
    line('a', 0, { orderId: anId('v1-01') }),
    line('b', 1, {
      kind: 'plan',
      outcome: 'failed',
      skuId: anId('7'),
      warehouseId: anId('w1'),
      planId: anId('p1'),
    }),
    line('c', 2, { kind: 'delivery', outcome: 'parked', orderId: anId('v1-01') }),
    line('d', 3, { kind: 'notification', outcome: 'failed' }),
    line('e', 4, { kind: 'plan', skuId: anId('7'), warehouseId: anId('w2') }),
  ];
  test.each<[string, Partial<LogQuery>, string[]]>([
    ['none', {}, ['e', 'd', 'c', 'b', 'a']],
    ['kind', { kind: ['plan'] }, ['e', 'b']],
    ['two kinds', { kind: ['plan', 'delivery', 'plan'] }, ['e', 'c', 'b']],
    ['outcome', { outcome: ['failed'] }, ['d', 'b']],
    ['kind and outcome', { kind: ['plan', 'delivery'], outcome: ['failed', 'ok'] }, ['e', 'b']],
    ['order', { orderId: anId('v1-01') }, ['c', 'a']],
    ['order in other letters', { orderId: anId('V1-01') }, []],
    ['SKU', { skuId: anId('7') }, ['e', 'b']],
    ['position', { skuId: anId('7'), warehouseId: anId('w2') }, ['e']],
    ['plan', { planId: anId('p1') }, ['b']],
    ['from', { from: new Date(START_MS + 3).toISOString() }, ['e', 'd']],
    [
      'from and to',
      { from: new Date(START_MS + 1).toISOString(), to: new Date(START_MS + 3).toISOString() },
      ['c', 'b'],
    ],
  ])('%s', async (_name, filter, expected) => {
    await createLogSink(scoped).append(rows);
    expect((await walk(filter, 1)).flat()).toEqual(expected);
    expect((await walk(filter, 50)).flat()).toEqual(expected);
    md.isSloppy = true;
    expect((await walk(filter, 2)).flat()).toEqual(expected);
  });
});

describe('pages', () => {
  test('neither repeat nor leave out among hundreds of lines of one millisecond, while more arrive', async () => {
    const sink = createLogSink(scoped);
    const old = Array.from({ length: 230 }, (_each, n) => line(`old-${n}`, n < 5 ? -1 : 0));
    await sink.append(old);
    let n = 0;
    const pages = await walk({}, 40, async () => {
      n += 1;
      await sink.append([line(`new-${n}`, n), line(`twin-${n}`, 1)]);
    });
    expect(pages.flat()).toEqual(Array.from({ length: 230 }, (_each, index) => `old-${229 - index}`));
    expect(pages.slice(0, 5).map((page) => page.length)).toEqual([40, 40, 40, 40, 40]);
  });

  test('end, and give what fits, when a millisecond holds more than a page may ask for', async () => {
    const lines = Array.from({ length: 700 }, (_each, n) => line(`l-${n}`, 0));
    await createLogSink(scoped).append([line('before', -1), ...lines]);
    const found = (await walk({}, 200)).flat();
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(590);
    expect(found.at(-1)).toBe('before');
  });
});

test('a line that is flushed twice is there once', async () => {
  const sink = createLogSink(scoped);
  await sink.append([line('a', 0)]);
  await sink.append([line('a', 0), line('b', 1)]);
  expect(md.documents.get('holdfast_log')?.size).toBe(2);
  expect((await walk({}, 10)).flat()).toEqual(['b', 'a']);
});

test('another workspace of the account is another log', async () => {
  await createLogSink(inScope('dev')).append([line('theirs', 0), line('of both', 1)]);
  await createLogSink(scoped).append([line('ours', 0), line('of both', 1)]);
  expect((await walk({}, 10)).flat()).toEqual(['of both', 'ours']);
  expect(md.documents.get('holdfast_log')?.size).toBe(4);
});

test('a line shows up when it is indexed, in its place', async () => {
  const sink = createLogSink(scoped);
  await sink.append([line('early', 0)]);
  md.isLate = true;
  await sink.append([line('late', 1)]);
  expect((await walk({}, 10)).flat()).toEqual(['early']);
  md.index();
  expect((await walk({}, 10)).flat()).toEqual(['late', 'early']);
});

describe('text from outside never becomes part of a filter', () => {
  const ATTACKS = [
    'x OR kind=admin',
    'v1-01) OR (scope=*',
    '*',
    'v1-01 AND at between 1970-01-01 AND 9000-01-01',
    "' OR '1'='1",
    '"v1-01"',
    'a b=c',
    'null',
    'is not null',
    'v1-01&_where=kind=admin',
    '١٢٣',
  ];
  test.each(ATTACKS)('%s', async (attack) => {
    const sink = createLogSink(scoped);
    await createLogSink(inScope('dev')).append([line('theirs', 5, { kind: 'admin', orderId: anId(attack) })]);
    await sink.append([
      line('a', 0, { kind: 'admin', orderId: anId('v1-01') }),
      line('b', 1, { orderId: anId(attack) }),
    ]);
    for (const filter of [
      { orderId: anId(attack) },
      { skuId: anId(attack) },
      { warehouseId: anId(attack) },
      { planId: anId(attack) },
    ]) {
      expect((await walk(filter, 10)).flat()).toEqual('orderId' in filter ? ['b'] : []);
    }
    for (const where of md.wheres) expect(where).toMatch(SAFE);
  });

  /** Our own words, keys, and moments; nothing else. */
  const SAFE =
    /^(scope=k[0-9a-f]{32}|\(at between \S+Z AND \S+Z\)|(order|sku|warehouse|plan)=k[0-9a-f]{32}|\(?((kind|outcome)=[a-z]+( OR )?)+\)?|(?<=\S) AND (?=\S))+$/;

  test('whatever it is', async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(text, text, async (orderId, skuId) => {
        md.wheres.length = 0;
        await listLog(
          scoped,
          { orderId: anId(orderId), skuId: anId(skuId), kind: ['admin', 'plan'], limit: 5 },
          null,
        );
        expect(md.wheres).toHaveLength(1);
        expect(md.wheres[0]).toMatch(SAFE);
        const shape = md.wheres[0]?.replace(/k[0-9a-f]{32}/g, 'K');
        expect(shape).toBe(
          'scope=K AND (at between 1970-01-01T00:00:00.000Z AND 9000-01-01T00:00:00.000Z) AND (kind=admin OR kind=plan) AND order=K AND sku=K',
        );
      }),
      { numRuns: 60, seed: 7 },
    );
  });
});
