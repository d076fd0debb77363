import { wordOf } from './word-of';

const words = { hold: 'key.hold' };

test('a known value has its word, an unknown one is shown as it is', () => {
  const t = (id: string) => `<${id}>`;
  expect(wordOf(t, words, 'hold')).toBe('<key.hold>');
  expect(wordOf(t, words, 'brand-new')).toBe('brand-new');
  expect(wordOf(t, words, 'constructor')).toBe('constructor');
});
