import React from 'react';
import { useIntl } from 'react-intl';

export type TextValues = { [name: string]: string | number };

/** A message in the reader's language; keys are written out in full, so that a test finds each of them. */
export type Text = (id: string, values?: TextValues) => string;

export function useText(): Text {
  const intl = useIntl();
  return React.useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}
