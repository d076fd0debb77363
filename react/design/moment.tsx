import { csx } from '@vtex/admin-ui';
import React from 'react';
import { useFormat } from '../words/use-format';

interface Props {
  /** One of VTEX's instants, or of ours. */
  at: string | null;
  as?: 'moment' | 'time' | 'ago' | 'exact';
}

/** In one piece, but in a narrow window it would leave its card. */
const whole = csx({ whiteSpace: 'nowrap', '@media (max-width: 720px)': { whiteSpace: 'normal' } });

/** A point in time by the reader's locale; hovering shows it exactly. */
export function Moment({ at, as = 'moment' }: Props) {
  const format = useFormat();
  if (at === null) return <span>–</span>;
  return (
    <time className={whole} dateTime={at} title={at}>
      {format[as](at)}
    </time>
  );
}
