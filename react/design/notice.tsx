import { csx } from '@vtex/admin-ui';
import React from 'react';

export type Tone = 'info' | 'positive' | 'warning' | 'critical';

interface Props {
  tone: Tone;
  title: React.ReactNode;
  children?: React.ReactNode;
  action?: React.ReactNode;
}

const COLORS: { [tone in Tone]: { background: string; edge: string } } = {
  info: { background: '#f1f4fc', edge: '#2953b2' },
  positive: { background: '#ecf7ec', edge: '#38853c' },
  warning: { background: '#fff5ec', edge: '#d56a00' },
  critical: { background: '#fbf2f2', edge: '#cc3d3d' },
};

const box = csx({
  display: 'flex',
  flexWrap: 'wrap',
  gap: '$space-3',
  alignItems: 'center',
  justifyContent: 'space-between',
  padding: '0.75rem 1rem',
  borderRadius: 6,
  borderLeft: '4px solid',
});
const text = csx({ flex: '1 1 16rem', minWidth: 0, overflowWrap: 'anywhere' });
const titled = csx({ fontWeight: 600 });
const more = csx({ color: '#424a53', fontSize: '0.8125rem', marginTop: '0.125rem' });

/** A problem is read out at once, everything else when there is a pause. */
export function Notice({ tone, title, children, action }: Props) {
  const { background, edge } = COLORS[tone];
  return (
    <div
      role={tone === 'critical' ? 'alert' : 'status'}
      className={box}
      style={{ background, borderLeftColor: edge }}
    >
      <div className={text}>
        <p className={titled}>{title}</p>
        {children && <div className={more}>{children}</div>}
      </div>
      {action}
    </div>
  );
}
