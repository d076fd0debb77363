import { firstLanguage, localeOf } from './languages';

test.each([
  ['pt', ['en-US'], 'pt'],
  [null, ['pt-BR', 'en'], 'pt'],
  [null, ['fr-FR', 'es-419'], 'es'],
  [null, ['fr-FR'], 'en'],
  ['xx', ['es'], 'es'],
  [null, [], 'en'],
] as const)('chosen before %s, preferred %j: %s', (chosen, preferred, language) => {
  expect(firstLanguage(chosen, preferred)).toBe(language);
});

test('dates follow the region of whoever speaks the language', () => {
  expect(localeOf('pt', ['en-US', 'pt-BR'])).toBe('pt-BR');
  expect(localeOf('es', ['en-US'])).toBe('es');
  expect(localeOf('pt', ['PT-br'])).toBe('pt-BR');
});

test('what is no locale is passed over', () => {
  expect(localeOf('en', ['en-US@posix'])).toBe('en');
  expect(localeOf('en', ['en-US@posix', '', 'en-GB'])).toBe('en-GB');
});
