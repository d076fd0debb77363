import { createIntl } from 'react-intl';
import type { Teller } from '../../sentences/teller';
import type { Language } from '../languages';
import { MESSAGES } from '../languages';

/** For tests: tells in a language as the panel does, with the instant itself for a point in time. */
export function tellerIn(language: Language): Teller {
  const intl = createIntl({
    locale: language,
    messages: MESSAGES[language],
    onError: (error) => {
      throw error;
    },
  });
  return { t: (id, values) => intl.formatMessage({ id }, values), moment: (at) => at.slice(11, 19) };
}
