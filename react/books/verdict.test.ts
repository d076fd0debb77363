import { verdictOf } from './verdict';

const NONE = { late: 0, 'lost-reservation': 0, 'foreign-update': 0, 'erp-only-movement': 0, unknown: 0 };

test.each([
  ['nothing differs', 3, 0, NONE, 'equal'],
  ['nothing differs where one could be compared', 1, 4, NONE, 'equal'],
  ['what differs is late', 3, 0, { ...NONE, late: 1 }, 'only-late'],
  ['something differs', 3, 0, { ...NONE, late: 1, unknown: 1 }, 'differ'],
  ['no position could be compared', 0, 4, NONE, 'none-compared'],
  ['none could be compared since all were busy', 0, 4, { ...NONE, late: 4 }, 'none-compared'],
  ['none could be compared, and one stays unreadable', 0, 4, { ...NONE, unknown: 1 }, 'differ'],
  ['there was no position', 0, 0, NONE, 'none-known'],
])('%s', (_case, compared, notCompared, differences, expected) => {
  const unexplained = differences.unknown;
  expect(verdictOf({ compared, notCompared, differences, unexplained })).toBe(expected);
});
