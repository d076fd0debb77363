import { anId } from '../../test/builders/an-id';
import { aListed } from '../../test/builders/listed';
import { at } from '../../test/builders/order';
import type { ListedReservation } from '../core/gate/reading';
import type { Instant } from '../core/instant';
import type { ChainServices } from '../middlewares/chain-services';
import { readPosition } from './read-position';

const POSITION = { skuId: anId('7'), warehouseId: anId('w1') };
const DATE = at('2026-03-05T09:00:00Z');
const DATE_MS = Date.UTC(2026, 2, 5, 9, 0, 0);

const row = (lockId: string, quantity = 1) => aListed({ lockId: anId(lockId), quantity });

type Balance = { ok: true; value: object | null; date: Instant | null } | { ok: false; failure: object };
const reserved = (reservedQuantity: number): Balance => ({
  ok: true,
  value: { totalQuantity: 20, reservedQuantity, isUnlimited: false, leadTime: '00:00:00' },
  date: DATE,
});

/** Each try finds its own list, the last of them for good; `pages` to a list. */
function reader(balance: Balance, tries: ListedReservation[][][], nowMs = DATE_MS) {
  let begun = -1;
  const pauses: number[] = [];
  const services = {
    now: () => nowMs,
    pause: async (ms: number) => void pauses.push(ms),
    vtex: {
      getBalance: async () => {
        begun += 1;
        return balance;
      },
      listReservations: async (_position: unknown, page: number) => {
        const pages = tries[Math.min(begun, tries.length - 1)] ?? [];
        const value = {
          items: pages[page - 1] ?? [],
          total: pages.flat().length,
          hasMore: page < pages.length,
        };
        return { ok: true, value, date: DATE };
      },
    },
  } as unknown as ChainServices;
  return { read: () => readPosition(services, POSITION), pauses, tried: () => begun + 1 };
}

test('all pages are one reading', async () => {
  const { read, tried } = reader(reserved(3), [[[row('a'), row('b')], [row('c')]]]);
  const found = await read();
  expect(found).toMatchObject({ kind: 'reading', check: { kind: 'consistent' } });
  expect(found.kind === 'reading' && found.reading.pages.flatMap(({ items }) => items)).toHaveLength(3);
  expect(tried()).toBe(1);
});

test('a list that moves is read again, after a pause', async () => {
  const { read, tried, pauses } = reader(reserved(2), [[[row('a')]], [[row('a'), row('b')]]]);
  expect(await read()).toMatchObject({ kind: 'reading', check: { kind: 'consistent' } });
  expect(tried()).toBe(2);
  expect(pauses).toHaveLength(1);
});

test('one that goes on moving is handed on as it is, after three tries', async () => {
  const { read, tried } = reader(reserved(2), [[[row('a')]]]);
  expect(await read()).toMatchObject({ kind: 'reading', check: { kind: 'inconsistent' } });
  expect(tried()).toBe(3);
});

test('what reading again cannot help is read once', async () => {
  const { read, tried } = reader(reserved(-1), [[[]]]);
  expect(await read()).toMatchObject({ check: { cause: 'negative-reserved' } });
  expect(tried()).toBe(1);
});

test('a lock in the same rows on every try is one reservation; in others it is not', async () => {
  const same = await reader(reserved(3), [[[row('a', 1), row('a', 2)]]]).read();
  expect(same).toMatchObject({ check: { kind: 'consistent', active: [{ lockId: 'a', quantity: 3 }] } });
  const moving = [[[row('a', 2), row('a', 1), row('b', 0)]], [[row('a', 1), row('a', 2)]]];
  expect(await reader(reserved(3), moving).read()).toMatchObject({ check: { cause: 'duplicate-locks' } });
});

test.each<[string, Balance, object]>([
  ['no balance', { ok: true, value: null, date: DATE }, { kind: 'absent' }],
  ['no such SKU', { ok: false, failure: { kind: 'not-found' } }, { kind: 'absent' }],
  [
    'no answer',
    { ok: false, failure: { kind: 'no-answer' } },
    { kind: 'failure', failure: { kind: 'no-answer' } },
  ],
  [
    'an answer without a date',
    { ...reserved(0), date: null } as Balance,
    { kind: 'failure', failure: { kind: 'unreadable-answer', retry: 'later' } },
  ],
])('%s', async (_name, balance, expected) => {
  expect(await reader(balance, [[[]]]).read()).toMatchObject(expected);
});

test.each([
  [-60_000, -60_000],
  [3_000, 0],
  [3_001, 3_001],
  [180_000, 180_000],
])('a clock of ours that is %d ms ahead of VTEX’s is so by %d', async (aheadMs, clockAheadMs) => {
  expect(await reader(reserved(0), [[[]]], DATE_MS + aheadMs).read()).toMatchObject({ clockAheadMs });
});
