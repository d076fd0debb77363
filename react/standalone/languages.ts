import en from '../../messages/en.json';
import es from '../../messages/es.json';
import pt from '../../messages/pt.json';

export type Language = 'en' | 'pt' | 'es';

/** Each under its own name, as people look for it. */
export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: 'en', name: 'English' },
  { code: 'pt', name: 'Português' },
  { code: 'es', name: 'Español' },
];

export const MESSAGES: { [language in Language]: { [key: string]: string } } = { en, pt, es };

/**
 * Dates and numbers follow the reader's own region where it speaks the language: `pt-BR`, `es-MX`. Browsers
 * also name locales that are none (`en-US@posix` after the system's): those are passed over.
 */
export function localeOf(language: Language, preferred: readonly string[]): string {
  return preferred.flatMap(canonical).find((locale) => locale.split('-')[0] === language) ?? language;
}

function canonical(locale: string): string[] {
  try {
    return Intl.getCanonicalLocales(locale);
  } catch (_invalid) {
    return [];
  }
}

/** The one chosen before, or the first of the browser's that there is, or English. */
export function firstLanguage(chosen: string | null, preferred: readonly string[]): Language {
  const wanted = [chosen ?? '', ...preferred].map((locale) => locale.toLowerCase().split('-')[0]);
  for (const code of wanted) {
    const found = LANGUAGES.find((one) => one.code === code);
    if (found) return found.code;
  }
  return 'en';
}
