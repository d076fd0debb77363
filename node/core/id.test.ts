import fc from 'fast-check';
import type { Store } from '../store/store';
import { asLockId, asOrderId, asSkuId, asWarehouseId, fitsPath, isId, type LockId, type OrderId } from './id';
import type { Position } from './position';

const SEEDED = { seed: 20_260_301 };

describe('an id', () => {
  it.each([
    'v52277740atmc-01',
    '1172452900788-01',
    'SLR-v71425090str-02',
    'MLB-2000001234567890',
    'AMZ_701-1234567-1234567-01',
    'FVG-SO 12345678',
    'SHP-#1001',
    'MKP-6584634/09',
    'GLV-pedido nº 7',
    'CD Sul',
    'order',
    '1',
    '-1-01',
    '1-01?x=1&y=2',
    '1%2F2',
    '1\\2-01',
    '....',
    '.a',
    'a..b',
    '東京/倉庫',
    '🛒-1',
    ' ',
    "'; drop table orders; --",
    '9'.repeat(200),
  ])('may be %j', (text) => {
    expect(isId(text)).toBe(true);
  });

  it.each([
    '',
    '.',
    '..',
    '../1-01',
    '1/../2-01',
    '1\\..\\2-01',
    '1-01/.',
    '1\n2-01',
    '1-01\u0000',
    '\ud800',
    'cut off\u{fffd}',
    '9'.repeat(201),
    null,
    undefined,
    101,
    {},
    ['1-01'],
  ])('is not %j', (text) => {
    expect(isId(text)).toBe(false);
  });
});

describe('in a path', () => {
  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({
      unit: fc.constantFrom('.', '/', '\\', '%', '2', 'e', 'F', '?', '#', ' ', 'º'),
      maxLength: 12,
    }),
  );

  it('an id is one part of the address, and comes back as it was', () => {
    fc.assert(
      fc.property(anyText, (id) => {
        if (!fitsPath(id)) return;
        const { pathname, search, hash } = new URL(`https://x.test/api/${encodeURIComponent(id)}/end`);
        const [, api, part, end, ...more] = pathname.split('/');
        expect([api, end, more.length, search, hash]).toEqual(['api', 'end', 0, '', '']);
        expect(decodeURIComponent(part ?? '')).toBe(id);
      }),
      { ...SEEDED, numRuns: 2_000 },
    );
  });

  it('nobody who decodes the slashes first gets out of its place', () => {
    fc.assert(
      fc.property(anyText, (id) => {
        if (!fitsPath(id)) return;
        const decoded = encodeURIComponent(id).replace(/%2F|%5C/g, '/');
        expect(new URL(`https://x.test/api/${decoded}`).pathname.startsWith('/api/')).toBe(true);
      }),
      { ...SEEDED, numRuns: 2_000 },
    );
  });
});

/** Read by the type check: each line that it lets pass, though it must not, fails there. */
test('an id is of one kind', () => {
  const lock: LockId = asLockId('00-v1-01');
  // @ts-expect-error a lock is no order
  const order: OrderId = lock;
  // @ts-expect-error text is no order before somebody says so
  const text: OrderId = '00-v1-01';
  // @ts-expect-error a SKU and a warehouse in each other's places
  const position: Position = { skuId: asWarehouseId('1_1'), warehouseId: asSkuId('10') };
  // @ts-expect-error a store finds plans by the ids of plans
  const find = (store: Pick<Store, 'plan'>) => store.plan(asOrderId('v1-01'));
  // @ts-expect-error and orders by those of orders
  const look = (store: Pick<Store, 'knownOrder'>) => store.knownOrder(lock);
  expect([order, text, position.skuId, find, look]).toHaveLength(5);
});
