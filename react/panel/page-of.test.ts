import { parseHash } from '../routing/route';
import { pageOf } from './page-of';

test.each([
  ['#/', 'overview'],
  ['#/nowhere', 'overview'],
  ['#/log?kind=plan', 'log'],
  ['#/orders', 'orders'],
  ['#/orders/v1-01', 'order'],
  ['#/stock', 'stock'],
  ['#/stock/101', 'stock'],
  ['#/stock/101/main', 'position'],
  ['#/recommendations', 'recommendations'],
  ['#/deliveries?state=parked', 'deliveries'],
  ['#/reconciliations', 'reconciliations'],
  ['#/reconciliations/7f1', 'reconciliation'],
  ['#/settings', 'settings'],
])('%s is the page %s', (hash, page) => {
  expect(pageOf(parseHash(hash))).toBe(page);
});
