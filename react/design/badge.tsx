import { csx } from '@vtex/admin-ui';
import React from 'react';

export type BadgeTone = 'gray' | 'blue' | 'green' | 'orange' | 'red' | 'teal' | 'purple';

const COLORS: { [tone in BadgeTone]: { color: string; background: string } } = {
  gray: { color: '#424a53', background: '#eaeef2' },
  blue: { color: '#20408c', background: '#dde5f7' },
  green: { color: '#1f5a22', background: '#dff1e0' },
  orange: { color: '#7a3c00', background: '#ffebd7' },
  red: { color: '#8a2323', background: '#f8e3e3' },
  teal: { color: '#00534a', background: '#cdefe7' },
  purple: { color: '#55357a', background: '#ede8f4' },
};

const badge = csx({
  display: 'inline-block',
  fontSize: '0.75rem',
  lineHeight: 1.35,
  fontWeight: 500,
  padding: '0.125rem 0.5rem',
  borderRadius: 99,
  whiteSpace: 'nowrap',
});

export function Badge({ tone, children }: { tone: BadgeTone; children: React.ReactNode }) {
  return (
    <span className={badge} style={COLORS[tone]}>
      {children}
    </span>
  );
}
