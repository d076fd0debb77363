import type { Reconciliation } from '../api/types/reconciliation';
import { isCut } from './is-cut';

const NONE = { late: 0, 'lost-reservation': 0, 'foreign-update': 0, 'erp-only-movement': 0, unknown: 0 };
const line = (count: number) =>
  ({ differences: Array.from({ length: count }) }) as Reconciliation['lines'][0];

test.each([
  ['nothing differs', NONE, [], false],
  ['all of it is listed', { ...NONE, late: 1, unknown: 2 }, [line(2), line(1)], false],
  ['less is listed than was counted', { ...NONE, late: 2, unknown: 2 }, [line(2), line(1)], true],
])('%s', (_case, differences, lines, expected) => {
  expect(isCut({ differences, lines })).toBe(expected);
});
