import { filterOf, isFiltered, localField, queryOf, utcOf } from './log-filter';

test('the address and the filter say the same, and what is not ours is left out', () => {
  const filter = filterOf({ kind: 'plan', orderId: 'v1', cursor: 'abc', other: 'x' });
  expect(isFiltered(filter)).toBe(true);
  expect(queryOf(filter)).toEqual({
    kind: 'plan',
    outcome: '',
    orderId: 'v1',
    skuId: '',
    warehouseId: '',
    planId: '',
    from: '',
    to: '',
  });
  expect(isFiltered(filterOf({ cursor: 'abc' }))).toBe(false);
});

test('a field shows the reader’s own time', () => {
  const saoPaulo = () => 180;
  expect(localField('2026-11-21T13:50:02.000Z', saoPaulo)).toBe('2026-11-21T10:50');
  expect(localField('', saoPaulo)).toBe('');
});

test('a field is sent as UTC, and comes back as it was', () => {
  const utc = utcOf('2026-11-21T10:50');
  expect(utc).toMatch(/^2026-11-2\dT\d\d:50:00\.000Z$/);
  expect(localField(utc, (epoch) => new Date(epoch).getTimezoneOffset())).toBe('2026-11-21T10:50');
  expect([utcOf(''), utcOf('never')]).toEqual(['', '']);
});
