import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createIntl, type IntlShape } from 'react-intl';

export type Language = 'en' | 'pt' | 'es';
export type Words = (id: string, values?: Record<string, string | number>) => string;

function messagesOf(language: Language): Record<string, string> {
  return JSON.parse(
    readFileSync(path.join(__dirname, '..', '..', 'messages', `${language}.json`), 'utf8'),
  ) as Record<string, string>;
}

/** The panel's own words: a test finds things as a person does, and a better wording breaks no test. */
export function wordsIn(language: Language): Words {
  const messages = messagesOf(language);
  const intl: IntlShape = createIntl({ locale: language, messages });
  return (id, values) => {
    const key = `admin/holdfast.${id}`;
    if (messages[key] === undefined) throw new Error(`messages/${language}.json has no ${key}`);
    return intl.formatMessage({ id: key }, values);
  };
}

export const en: Words = (id, values) => wordsIn('en')(id, values);
