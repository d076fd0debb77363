import { queryString } from './query-string';

test.each([
  [{}, ''],
  [{ a: '', b: null, c: undefined, d: [] }, ''],
  [{ kind: 'plan', limit: 50 }, '?kind=plan&limit=50'],
  [{ outcome: ['parked', 'failed'] }, '?outcome=parked,failed'],
  [{ orderId: ' v1 & 2/3 ' }, '?orderId=v1%20%26%202%2F3'],
])('%j is sent as %s', (query, sent) => {
  expect(queryString(query)).toBe(sent);
});
