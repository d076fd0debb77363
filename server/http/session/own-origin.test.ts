import { isOwnOrigin } from './own-origin';

test.each<[string | undefined, string | undefined, string | null, boolean]>([
  [undefined, 'shop.example:3000', null, true],
  ['http://shop.example:3000', 'shop.example:3000', null, true],
  ['http://shop.example', 'shop.example', null, true],
  ['http://shop.example:3001', 'shop.example:3000', null, false],
  ['http://evil.example', 'shop.example', null, false],
  ['null', 'shop.example', null, false],
  ['', 'shop.example', null, false],
  ['https://shop.example.evil.example', 'shop.example', null, false],
  // Behind a proxy that changes Host.
  ['https://holdfast.example', '10.0.0.7:3000', 'https://holdfast.example/base', true],
  ['http://holdfast.example', '10.0.0.7:3000', 'https://holdfast.example', false],
])('Origin %s at host %s, public %s: %s', (origin, host, publicUrl, expected) => {
  expect(isOwnOrigin(origin, host, publicUrl)).toBe(expected);
});
