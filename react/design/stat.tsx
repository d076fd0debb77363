import { csx } from '@vtex/admin-ui';
import React from 'react';

const grid = csx({
  display: 'grid',
  gap: '$space-4',
  gridTemplateColumns: 'repeat(auto-fit, minmax(11rem, 1fr))',
});
const box = csx({
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 8,
  padding: '$space-4',
  display: 'flex',
  flexDirection: 'column',
  gap: '$space-1',
});
const labelText = csx({ fontSize: '0.8125rem', color: '#57606a' });
const number = csx({
  fontSize: '1.75rem',
  lineHeight: 1.2,
  fontWeight: 600,
  fontVariantNumeric: 'tabular-nums',
});
const noteText = csx({ fontSize: '0.75rem', color: '#57606a' });

interface Props {
  label: string;
  value: React.ReactNode;
  note?: React.ReactNode;
  tone?: 'plain' | 'good' | 'bad';
}

const TONES = { plain: '#1f2328', good: '#1f6b43', bad: '#a32020' };

export function Stats({ children }: { children: React.ReactNode }) {
  return <div className={grid}>{children}</div>;
}

export function Stat({ label, value, note, tone = 'plain' }: Props) {
  return (
    <div className={box}>
      <p className={labelText}>{label}</p>
      <p className={number} style={{ color: TONES[tone] }}>
        {value}
      </p>
      {note && <p className={noteText}>{note}</p>}
    </div>
  );
}
