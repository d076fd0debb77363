import fc from 'fast-check';
import { places } from './places';
import { formatHash, parseHash } from './route';

test.each([
  ['', [], {}],
  ['#', [], {}],
  ['#/', [], {}],
  ['#/log?kind=plan&outcome=hold,failed', ['log'], { kind: 'plan', outcome: 'hold,failed' }],
  ['#/stock/101/main', ['stock', '101', 'main'], {}],
  ['#/orders/v1%2F2', ['orders', 'v1/2'], {}],
  ['#/orders/100%', ['orders', '100%'], {}],
])('%s', (hash, path, query) => {
  expect(parseHash(hash)).toEqual({ path, query });
});

test('any ids come back from the address that names them', () => {
  const id = fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' });
  fc.assert(
    fc.property(id, id, (skuId, warehouseId) => {
      expect(parseHash(places.position(skuId, warehouseId)).path).toEqual(['stock', skuId, warehouseId]);
      const query = { orderId: skuId.trim(), skuId: warehouseId.trim() };
      const present = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== ''));
      expect(parseHash(formatHash(['log'], query)).query).toEqual(present);
    }),
    { seed: 4 },
  );
});
