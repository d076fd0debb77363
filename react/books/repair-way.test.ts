import type { Difference, ReconciliationLine } from '../api/types/reconciliation';
import { canRepair, repairWay } from './repair-way';

const found = (account: Difference['account'], kind: Difference['class'], units: number): Difference => ({
  account,
  class: kind,
  units,
  lockIds: [],
  orderIds: [],
  message: '',
});

const lineOf = (differences: Difference[], over: Partial<ReconciliationLine> = {}): ReconciliationLine => ({
  skuId: '101',
  warehouseId: 'main',
  comparedAt: '',
  notCompared: null,
  accounts: { reserved: null, total: null, 'on-hand': null, booked: null },
  differences,
  count: null,
  repair: null,
  ...over,
});

const lost = found('reserved', 'lost-reservation', -3);
const moved = found('on-hand', 'erp-only-movement', 12);
const count = { onHand: 62, countedAt: 'then' };

test('lost reservations go before all else, with the units of all of them', () => {
  expect(repairWay(lineOf([moved, lost, { ...lost, units: -2 }], { count }))).toEqual({
    kind: 'approve',
    units: 5,
  });
});

test('an on-hand difference is set by the level of the ERP, where it gave one', () => {
  expect(repairWay(lineOf([moved], { count }))).toEqual({ kind: 'count', ...count });
  expect(repairWay(lineOf([moved]))).toEqual({ kind: 'no-level' });
});

test('what is late is left alone, whatever it is', () => {
  const late = [
    { ...lost, class: 'late' as const },
    { ...moved, class: 'late' as const },
  ];
  expect(repairWay(lineOf(late, { count }))).toEqual({ kind: 'late' });
});

test('of the rest a person is told what to do', () => {
  expect(repairWay(lineOf([found('total', 'foreign-update', 5)])).kind).toBe('foreign');
  expect(repairWay(lineOf([found('booked', 'unknown', 1)])).kind).toBe('unknown');
});

test('what is under way is not asked for again, what was refused is', () => {
  const repaired = (kind: 'approved' | 'asked' | 'refused') => ({ kind, planId: null, message: '' });
  expect(canRepair(lineOf([lost]))).toBe(true);
  expect(canRepair(lineOf([lost], { repair: repaired('approved') }))).toBe(false);
  expect(canRepair(lineOf([moved], { count, repair: repaired('asked') }))).toBe(false);
  expect(canRepair(lineOf([lost], { repair: repaired('refused') }))).toBe(true);
  expect(canRepair(lineOf([moved]))).toBe(false);
});
