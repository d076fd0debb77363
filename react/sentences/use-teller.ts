import React from 'react';
import { useFormat } from '../words/use-format';
import { useText } from '../words/use-text';
import type { Teller } from './teller';

export function useTeller(): Teller {
  const t = useText();
  const { moment } = useFormat();
  return React.useMemo(() => ({ t, moment }), [t, moment]);
}
