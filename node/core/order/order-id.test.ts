import fc from 'fast-check';
import { isOrderId, orderIdsOfLock } from './order-id';

const SEEDED = { seed: 20_260_301 };

describe('order id', () => {
  it.each([
    'v52277740atmc-01',
    '1172452900788-01',
    'SLR-v71425090str-02',
    'seq501456',
    'MLB-2000001234567890',
    '00-v71425090str-01',
    'AMZ_701-1234567-1234567-01',
  ])('takes %s', (text) => {
    expect(isOrderId(text)).toBe(true);
  });

  it.each([
    '',
    '1',
    'ab',
    'order',
    '..',
    '../1-01',
    '1/2-01',
    '1\\2-01',
    '1 2-01',
    '1\n2-01',
    '1-01\n',
    '1-01?x=1',
    '1-01#x',
    '1%2F2',
    '-1-01',
    'é1-01',
    '1-01\u0000',
    '9'.repeat(101),
    null,
    undefined,
    101,
    {},
    ['1-01'],
  ])('refuses %j', (text) => {
    expect(isOrderId(text)).toBe(false);
  });

  it('never lets through a text that would change the path of a call', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), (text) => {
        if (!isOrderId(text)) return;
        expect(encodeURI(text)).toBe(text);
        expect(text).not.toMatch(/[/?#\\]/);
      }),
      SEEDED,
    );
  });
});

describe('order ids of a lock', () => {
  it.each([
    ['00-v71425090str-01', ['v71425090str-01']],
    ['00-SLR-v71425090str-02', ['SLR-v71425090str-02']],
    ['SLR-v71425090str-02', ['SLR-v71425090str-02']],
    ['6d3a4b1e-9f00-4c11-9b1a-0f3a6b7c8d9e', ['6d3a4b1e-9f00-4c11-9b1a-0f3a6b7c8d9e']],
    ['00-', []],
    ['00-../x1', []],
    ['', []],
  ])('%s: %j', (lockId, expected) => {
    expect(orderIdsOfLock(lockId)).toEqual(expected);
  });
});
