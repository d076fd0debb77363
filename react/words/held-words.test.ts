import { reservation } from '../standalone/testing/any-evidence';
import { tellerIn } from '../standalone/testing/tellers';
import { heldWords, isLeftOther } from './held-words';

const { t } = tellerIn('en');

test.each([
  ['an ordinary reservation', {}, []],
  [
    'a part of a kit',
    { partOf: '900', isTold: false },
    ['Part of kit SKU 900', 'The ERP does not hear of it'],
  ],
  ['a kit', { heldAs: 'parts' as const }, ['Kit, reserved as its parts']],
  [
    'units without a reservation',
    { heldAs: 'none' as const, isTold: false },
    ['Without a reservation', 'The ERP does not hear of it'],
  ],
])('%s is marked by what is unlike the others', (_name, over, words) => {
  expect(heldWords(t, reservation('A', over))).toEqual(words);
});

test('what left is told where it is not what is reserved', () => {
  const left = [null, 3, 2, 0].map((leftQuantity) => reservation('A', { quantity: 3, leftQuantity }));
  expect(left.map(isLeftOther)).toEqual([false, false, true, true]);
});
