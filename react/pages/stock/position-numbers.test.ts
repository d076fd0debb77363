import type { PositionDetail } from '../../api/types/position';
import { planOf, release, removal, reservation } from '../../standalone/testing/any-evidence';
import { isUnlimited, numbersOf } from './position-numbers';

const plan = planOf(removal([release('A', 1)], [], 5), {
  state: 'executed',
  createdAt: 'made',
  updatedAt: 'read back',
});

const position: PositionDetail = {
  skuId: '101',
  warehouseId: 'main',
  currentPlan: null,
  byStatus: {},
  reservations: [],
  history: [],
  counts: [],
};

test('before the first plan nothing is known', () => {
  expect(numbersOf(position)).toMatchObject({ totalQuantity: null, availableQuantity: null, readAt: null });
});

test('units are summed by status, but not of a list that is cut off', () => {
  const three = reservation('A', { quantity: 3, status: 'invoiced' });
  const some = [
    three,
    three,
    { ...three, status: 'confirmed' as const },
    { ...three, heldAs: 'none' as const },
  ];
  expect(numbersOf({ ...position, reservations: some }).unitsByStatus).toEqual({ invoiced: 6, confirmed: 3 });
  const cut = Array.from({ length: 500 }, () => three);
  expect(numbersOf({ ...position, reservations: cut }).unitsByStatus).toBeNull();
});

test('available is the total less what is reserved', () => {
  expect(numbersOf({ ...position, currentPlan: plan })).toMatchObject({
    totalQuantity: 40,
    reservedQuantity: 9,
    availableQuantity: 31,
    readAt: 'made',
  });
});

test('a proven read-back is newer than what the plan was made from', () => {
  const result = { kind: 'proven' as const, totalQuantity: 39, reservedQuantity: 8, removedQuantity: 1 };
  expect(numbersOf({ ...position, currentPlan: { ...plan, result } })).toMatchObject({
    totalQuantity: 39,
    availableQuantity: 31,
    readAt: 'read back',
  });
});

test('stock without a limit is known by what the plan says of it', () => {
  const unlimited = { reason: 'unlimited-stock', message: '', orderId: null, lockId: null, propose: null };
  const evidence = {
    kind: 'attention' as const,
    totalQuantity: 1_000_000,
    reservedQuantity: 1,
    kept: [],
    attentions: [unlimited],
  };
  expect(isUnlimited(evidence)).toBe(true);
  expect(isUnlimited({ ...evidence, attentions: [{ ...unlimited, reason: 'unknown-order' }] })).toBe(false);
  const quiet = { ...evidence, kind: 'nothing' as const, attentions: [] };
  expect(isUnlimited({ ...quiet, isUnlimited: true })).toBe(true);
  expect(isUnlimited(quiet)).toBe(false);
});
