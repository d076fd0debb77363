import { tellerIn } from '../standalone/testing/tellers';
import { orderChanges } from './order-changes';

const changes = [
  { skuId: '101', added: 2, removed: 0 },
  { skuId: '102', added: 1, removed: 3 },
];

test('what was added and what was taken off is told by SKU', () => {
  expect(orderChanges(tellerIn('en'), changes)).toEqual([
    '2 units of SKU 101 added',
    '1 unit of SKU 102 added',
    '3 units of SKU 102 taken off',
  ]);
  expect(orderChanges(tellerIn('pt'), changes)[1]).toBe('1 unidade do SKU 102 incluída');
  expect(orderChanges(tellerIn('es'), changes)[2]).toBe('3 unidades del SKU 102 retiradas');
});

test('an order that nobody changed says nothing', () => {
  expect(orderChanges(tellerIn('en'), [])).toEqual([]);
});
