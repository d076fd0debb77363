import { anId } from '../../../test/builders/an-id';
import { aListed } from '../../../test/builders/listed';
import { type Instant, parseInstant } from '../instant';
import { decidePlan } from './gate';
import type { GateInput } from './gate-input';
import type { StockCount } from './stock-count';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;

/** Three units of a line that was added to its order, and left at 10:35. */
const ADDED = { lockId: anId('no-lock:o-x:1'), orderId: anId('o-x'), quantity: 3, invoicedAt: t('35:00') };

/** A was acknowledged at 10:10, and 2 units of it left at 10:20. The total is 20, read at 10:50. */
function given(more: Partial<GateInput> = {}, hasA = false): GateInput {
  const items = hasA ? [aListed({ quantity: 2, acknowledgedAt: t('10:00') })] : [];
  return {
    reading: {
      position: { skuId: anId('101'), warehouseId: anId('1_1') },
      balance: {
        totalQuantity: 20,
        reservedQuantity: hasA ? 2 : 0,
        isUnlimited: false,
        leadTime: '0.00:00:00',
      },
      balanceDate: t('50:00'),
      pages: [{ items, total: items.length }],
    },
    orders: new Map([
      [
        anId('a'),
        {
          kind: 'invoiced',
          orderId: anId('o-a'),
          invoicedAt: t('20:00'),
          leftQuantity: 2,
          partsLeft: [{ at: t('20:00'), quantity: 2 }],
        },
      ],
    ]),
    knownOpen: [],
    unreserved: [ADDED],
    deducted: [],
    trust: 'proven',
    guardGapMs: 1000,
    count: null,
    ...more,
  };
}

const count = (countedAt: string, onHand: number): StockCount => ({
  onHand,
  countedAt: t(countedAt),
  reference: 'c-1',
  removedAfterCount: 0,
});

describe('units that left and were never reserved', () => {
  test.each<[string, GateInput, number, string[]]>([
    ['are taken out by an update of their own', given(), 17, []],
    ['are taken out with what is released', given({}, true), 15, ['a']],
    ['are in a count of before they left', given({ count: count('30:00', 10) }), 7, []],
    ['are not in a count of after it', given({ count: count('40:00', 10) }), 10, []],
    ['nor in one of that moment', given({ count: count('35:00', 10) }), 10, []],
    ['are over with a count that changes nothing', given({ count: count('40:00', 20) }), 20, []],
  ])('%s', (_name, input, quantity, releases) => {
    const plan = decidePlan(input);
    expect(plan).toMatchObject({ kind: 'remove', update: { quantity }, unreserved: [ADDED] });
    expect(plan.kind === 'remove' && plan.releases.map(({ lockId }) => lockId)).toEqual(releases);
  });

  test('are not more than there is', () => {
    expect(decidePlan(given({ unreserved: [{ ...ADDED, quantity: 20 }] })).kind).toBe('remove');
    expect(decidePlan(given({ unreserved: [{ ...ADDED, quantity: 21 }] }))).toMatchObject({
      kind: 'attention',
      attentions: [{ reason: 'total-too-small' }],
    });
  });
});
