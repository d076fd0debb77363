import { anId } from '../../../test/builders/an-id';
import { orderIdsOfLock } from './order-id';

describe('order ids of a lock', () => {
  it.each([
    ['00-v71425090str-01', ['v71425090str-01']],
    ['00-SLR-v71425090str-02', ['SLR-v71425090str-02']],
    ['SLR-v71425090str-02', ['SLR-v71425090str-02']],
    ['6d3a4b1e-9f00-4c11-9b1a-0f3a6b7c8d9e', ['6d3a4b1e-9f00-4c11-9b1a-0f3a6b7c8d9e']],
    ['00-FVG-SO 12345678', ['FVG-SO 12345678']],
    ['00-MKP-6584634/09', ['MKP-6584634/09']],
    ['GLV-pedido nº 7', ['GLV-pedido nº 7']],
    ['00-', []],
    ['00-../x1', []],
    ['', []],
  ])('%s: %j', (lockId, expected) => {
    expect(orderIdsOfLock(anId(lockId))).toEqual(expected);
  });
});
