import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { type Instant, parseInstant } from '../instant';
import { checkReading, type KnownOpen, withLocksAddedUp } from './read-consistently';
import type { ListedReservation, PositionReading } from './reading';

const DATE = parseInstant('2026-03-01T12:00:00Z') as Instant;

function row(lockId: string, quantity: number, more: Partial<ListedReservation> = {}): ListedReservation {
  return aListed({ lockId: anId(lockId), quantity, ...more });
}

function reading(reservedQuantity: number, ...pages: ListedReservation[][]): PositionReading {
  const total = pages.flat().length;
  return {
    position: { skuId: anId('101'), warehouseId: anId('1_1') },
    balance: { totalQuantity: 50, reservedQuantity, isUnlimited: false, leadTime: '0.00:00:00' },
    balanceDate: DATE,
    pages: pages.map((items) => ({ items, total })),
  };
}

const known = (lockId: string, quantity: number, acknowledged = true): KnownOpen => ({
  lockId: anId(lockId),
  quantity,
  orderId: anId(`o-${lockId}`),
  acknowledged,
});

describe('a reading that agrees', () => {
  test('over several pages, with rows that no longer count', () => {
    const check = checkReading(
      reading(
        6,
        [row('a', 1), row('b', 2, { state: 'authorized' })],
        [
          row('c', 3, { state: 'active-unknown' }),
          row('d', 9, { state: 'canceled' }),
          row('e', 9, { state: 'expired' }),
        ],
      ),
      [known('a', 1)],
    );
    expect(check).toMatchObject({ kind: 'consistent', abortedStillCounted: [], ended: [], differing: [] });
    expect(check.kind === 'consistent' && check.active.map((one) => one.lockId)).toEqual(['a', 'b', 'c']);
  });

  test('an empty position', () => expect(checkReading(reading(0, []), []).kind).toBe('consistent'));

  test('aborted reservations that are still counted are named, when they explain the whole excess', () => {
    const aborted = row('x', 4, { state: 'aborted' });
    expect(checkReading(reading(5, [row('a', 1), aborted]), [])).toMatchObject({
      kind: 'consistent',
      abortedStillCounted: [aborted],
    });
    expect(checkReading(reading(1, [row('a', 1), aborted]), [])).toMatchObject({
      kind: 'consistent',
      abortedStillCounted: [],
    });
    expect(checkReading(reading(4, [row('a', 1), aborted]), [])).toMatchObject({
      kind: 'inconsistent',
      cause: 'quantities-differ',
    });
  });

  test('the listed quantity counts, and the difference to the record is told', () => {
    const check = checkReading(reading(2, [row('a', 2)]), [known('a', 3)]);
    expect(check).toMatchObject({
      kind: 'consistent',
      differing: [{ lockId: 'a', listedQuantity: 2, recordedQuantity: 3 }],
    });
  });

  test('what VTEX ended before it was handled is told, not missed', () => {
    const check = checkReading(reading(1, [row('a', 1), row('b', 2, { state: 'expired' })]), [
      known('b', 2, false),
    ]);
    expect(check).toMatchObject({ kind: 'consistent', ended: [{ lockId: 'b' }] });
  });

  test('locks compare exactly', () => {
    expect(checkReading(reading(2, [row('00-1', 1), row('0-1', 1)]), []).kind).toBe('consistent');
    expect(checkReading(reading(1, [row('A', 1)]), [known('a', 1)])).toMatchObject({
      cause: 'known-missing',
      suspects: ['a'],
    });
  });
});

describe('a reading that does not agree', () => {
  const changed = reading(2, [row('a', 1)], [row('b', 1)]);
  changed.pages[1] = { items: [row('b', 1)], total: 3 };
  const short = reading(1, [row('a', 1)]);
  short.pages[0] = { items: [row('a', 1)], total: 2 };
  test.each<[string, PositionReading, KnownOpen[], object]>([
    ['total changes', changed, [], { cause: 'page-total-changed', readAgain: true }],
    [
      'a lock twice',
      reading(2, [row('a', 1)], [row('a', 1)]),
      [],
      { cause: 'duplicate-locks', suspects: ['a'], readAgain: true },
    ],
    ['a row short', short, [], { cause: 'incomplete-list', readAgain: true }],
    ['no page at all', reading(0), [], { cause: 'incomplete-list' }],
    [
      'more listed than reserved',
      reading(1, [row('a', 2)]),
      [],
      { cause: 'quantities-differ', readAgain: true },
    ],
    ['more reserved than listed', reading(3, [row('a', 2)]), [], { cause: 'quantities-differ' }],
    ['negative', reading(-4, []), [], { cause: 'negative-reserved', readAgain: false }],
    [
      'a known one not listed',
      reading(1, [row('a', 1)]),
      [known('a', 1), known('b', 1, false)],
      { cause: 'known-missing', suspects: ['b'], readAgain: true },
    ],
    [
      'a handled one listed as canceled',
      reading(1, [row('a', 1), row('b', 1, { state: 'canceled' })]),
      [known('b', 1)],
      { cause: 'known-missing', suspects: ['b'] },
    ],
    [
      'a known one with quantity 0',
      reading(1, [row('a', 1), row('b', 0)]),
      [known('b', 1)],
      { cause: 'known-missing', suspects: ['b'] },
    ],
  ])('%s', (_name, given, open, expected) => {
    expect(checkReading(given, open)).toMatchObject({ kind: 'inconsistent', ...expected });
  });
});

describe('a lock in several rows', () => {
  const twice = [row('a', 1, { acknowledgedAt: DATE }), row('a', 2, { acknowledgedAt: DATE }), row('b', 4)];
  const announced = (total: number, ...items: ListedReservation[]): PositionReading => ({
    ...reading(7, items),
    pages: [{ items, total }],
  });

  test('is one reservation with the units of all, where the list adds up to what is reserved', () => {
    expect(withLocksAddedUp(reading(7, twice))?.pages).toEqual([
      { items: [row('a', 3, { acknowledgedAt: DATE }), row('b', 4)], total: 2 },
    ]);
  });

  test.each<[string, PositionReading]>([
    ['the list adds up to more than is reserved', reading(6, twice)],
    ['the list adds up to less', reading(8, twice)],
    ['rows were announced that are not there', announced(4, ...twice)],
    ['more rows came than were announced', announced(2, ...twice)],
    ['only one of them is acknowledged', reading(3, [row('a', 1, { acknowledgedAt: DATE }), row('a', 2)])],
    ['they stand on two pages', reading(3, [row('a', 1)], [row('a', 2)])],
    ['they are in different states', reading(3, [row('a', 1), row('a', 2, { state: 'authorized' })])],
  ])('is not believed where %s', (_why, given) => {
    expect(withLocksAddedUp(given)).toBeNull();
  });
});
