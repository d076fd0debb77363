import { anId } from '../../test/builders/an-id';
import { at } from '../../test/builders/order';
import type { Attention, GatePlan } from '../core/gate/plan';
import type { ChainSettings } from '../middlewares/chain-services';
import { runsByItself } from './write-plan';

const SETTINGS: ChainSettings = { mode: 'execute', guardGapMs: 0, gatherWindowMs: 0, mirrorOn: true };
const NUMBERS = {
  position: { skuId: anId('7'), warehouseId: anId('w1') },
  totalQuantity: 5,
  reservedQuantity: 0,
  kept: [],
};

function removal(...reasons: Attention['reason'][]): GatePlan {
  const asked = { message: '', orderId: null, lockId: null, propose: null };
  return {
    kind: 'remove',
    ...NUMBERS,
    attentions: reasons.map((reason) => ({ reason, ...asked })),
    update: {
      quantity: 4,
      dateUtcOnBalanceSystem: at('2026-03-01T10:00:00Z'),
      leadTime: '',
      unlimitedQuantity: false,
    },
    releases: [],
    unreserved: [],
    returnedQuantity: 0,
    closedDeductions: [],
    dependsOnWatermark: false,
    count: null,
  };
}

test.each<[string, Partial<ChainSettings>, GatePlan, boolean]>([
  ['a removal in execute mode', {}, removal(), true],
  ['a removal in recommend mode', { mode: 'recommend' }, removal(), false],
  ['nothing to remove', {}, { kind: 'nothing', ...NUMBERS, attentions: [] }, false],
  ['beside a question that leaves it safe', {}, removal('lost-reservation', 'unknown-order'), true],
  ['the total is too small', {}, removal('total-too-small'), false],
  ['the reserved number is negative', {}, removal('negative-reserved'), false],
  ['the stock is unlimited', {}, removal('unlimited-stock'), false],
  ['too many are active', {}, removal('unknown-order', 'too-many-active'), false],
])('runs by itself: %s', (_case, settings, gate, expected) => {
  expect(runsByItself({ ...SETTINGS, ...settings }, gate)).toBe(expected);
});
