import type { ListedOrder, TimeWindow, VtexApi, VtexResult } from '@holdfast/node/clients/vtex/vtex-api';
import { msOfInstant } from '@holdfast/node/core/instant';
import nock from 'nock';
import { BASE, testClient } from './client';
import { at } from './every-operation';
import { onlyNock } from './only-nock';

/** A store whose orders were created at the given times, listed as VTEX does: filtered, paged, 30 pages at most. */
function storeOf(createdMs: number[]): { windows: string[]; asked: number } {
  const seen = { windows: [] as string[], asked: 0 };
  nock(BASE)
    .persist()
    .get('/api/oms/pvt/orders')
    .query(true)
    .reply((uri) => {
      const query = new URL(uri, BASE).searchParams;
      const filter = query.get('f_creationDate') ?? '';
      const [, from, to] = /^creationDate:\[(\S+) TO (\S+)\]$/.exec(filter) ?? [];
      const page = Number(query.get('page'));
      const perPage = Number(query.get('per_page'));
      // A plus in a filter is a plus to VTEX, not a blank.
      if (!from || !to || page > 30 || perPage > 100 || uri.includes('+')) return [400, 'bad request'];
      seen.asked += 1;
      if (page === 1) seen.windows.push(`${from} ${to}`);
      const fit = createdMs.flatMap((ms, i) =>
        ms >= Date.parse(from) && ms <= Date.parse(to) ? [{ orderId: `o${i}`, status: '' }] : [],
      );
      return [200, { list: fit.slice((page - 1) * perPage, page * perPage), paging: { total: fit.length } }];
    });
  return seen;
}

async function all(vtex: VtexApi, window: TimeWindow): Promise<VtexResult<ListedOrder[]>[]> {
  const pages = [];
  for await (const page of vtex.listOrders('creationDate', window)) pages.push(page);
  return pages;
}

const idsIn = (pages: VtexResult<ListedOrder[]>[]) =>
  pages.flatMap((page) => (page.ok ? page.value.map((o) => o.orderId) : []));
const window = { from: at('2026-05-01T00:00:00Z'), to: at('2026-05-01T01:00:00Z') };
const startMs = msOfInstant(window.from);

onlyNock();

describe('list orders', () => {
  it('pages by a hundred, both ends of the window exact, blanks not written as plus', async () => {
    storeOf([...Array.from({ length: 250 }, (_, i) => startMs + i), startMs - 1, startMs + 3_600_000]);
    const pages = await all(testClient().vtex, window);
    expect(pages.map((page) => page.ok && page.value.length)).toEqual([100, 100, 50]);
    expect(idsIn(pages)).not.toContain('o250');
    expect(idsIn(pages)).not.toContain('o251');
    expect(pages[0]).toMatchObject({
      value: expect.arrayContaining([{ orderId: 'o0', status: null, createdAt: null }]),
    });
  });

  it('asks once when there is nothing', async () => {
    const seen = storeOf([]);
    expect(await all(testClient().vtex, window)).toMatchObject([{ ok: true, value: [] }]);
    expect(seen.asked).toBe(1);
  });

  it('halves the window where 30 pages end, and misses and repeats none', async () => {
    const created = Array.from(
      { length: 7_001 },
      (_, i) => startMs + Math.floor((i / 7_001) ** 3 * 3_600_000),
    );
    const seen = storeOf(created);
    const ids = idsIn(await all(testClient().vtex, window));
    expect(ids).toHaveLength(7_001);
    expect(new Set(ids).size).toBe(7_001);
    expect(seen.windows.length).toBeGreaterThan(3);
  });

  it('exactly 3,000 need no halving', async () => {
    const seen = storeOf(Array.from({ length: 3_000 }, (_, i) => startMs + i));
    expect(idsIn(await all(testClient().vtex, window))).toHaveLength(3_000);
    expect(seen).toMatchObject({ asked: 30, windows: [expect.anything()] });
  });

  it('stops halving at a second, and says what it leaves out', async () => {
    storeOf([...Array.from({ length: 3_050 }, () => startMs + 500), startMs + 1_800_000]);
    const pages = await all(testClient().vtex, window);
    expect(idsIn(pages)).toHaveLength(3_001);
    expect(pages.filter((page) => !page.ok)).toMatchObject([
      {
        failure: {
          kind: 'unreadable-answer',
          retry: 'never',
          message: expect.stringContaining('3050 orders'),
        },
      },
    ]);
  });

  it('ends with the first failure', async () => {
    nock(BASE).get('/api/oms/pvt/orders').query(true).reply(403);
    const pages = await all(testClient().vtex, window);
    expect(pages).toMatchObject([
      { ok: false, failure: { missingResource: 'List Orders or Orders Full Access' } },
    ]);
  });
});
