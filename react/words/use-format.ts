import React from 'react';
import { useIntl } from 'react-intl';
import { agoOf } from './ago';
import { epochOf } from './epoch';

export interface Format {
  /** Day and time to the second, in the reader's zone. */
  moment(at: string): string;
  /** The time of day only. */
  time(at: string | number): string;
  /** With milliseconds: what happened within one second is still told apart. */
  exact(at: string): string;
  /** Day and time to the minute, for the end of an axis. */
  short(at: string): string;
  ago(at: string): string;
  number(value: number): string;
  /** With its sign, but zero without: `+3`, `-3`, `0`. */
  signed(value: number): string;
}

export function useFormat(): Format {
  const intl = useIntl();
  return React.useMemo(() => {
    const day = { year: 'numeric', month: 'short', day: 'numeric' } as const;
    const withSign: object = { signDisplay: 'exceptZero' };
    const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
    // Not by `formatDate`: the Admin's react-intl (3.9.1) drops options that it does not know, milliseconds among them.
    const dated = (at: string, options: object) => {
      const epoch = epochOf(at);
      if (epoch === null) return at;
      const { locale, timeZone } = intl;
      return intl.formatters.getDateTimeFormat(locale, { timeZone, ...options }).format(epoch);
    };
    return {
      moment: (at) => dated(at, { ...day, ...clock }),
      time: (at) => intl.formatTime(typeof at === 'number' ? at : (epochOf(at) ?? 0), { ...clock }),
      exact: (at) => dated(at, { ...day, ...clock, fractionalSecondDigits: 3 }),
      short: (at) => dated(at, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }),
      ago: (at) => {
        const epoch = epochOf(at);
        if (epoch === null) return at;
        const { value, unit } = agoOf(epoch, Date.now());
        return intl.formatRelativeTime(value, unit, { numeric: 'auto' });
      },
      number: (value) => intl.formatNumber(value),
      signed: (value) => intl.formatNumber(value, withSign),
    };
  }, [intl]);
}
