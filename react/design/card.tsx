import { csx, cx } from '@vtex/admin-ui';
import React from 'react';

interface Props {
  /** Names the region for a screen reader, too. */
  title: string;
  note?: React.ReactNode;
  actions?: React.ReactNode;
  children: React.ReactNode;
  className?: string;
}

const box = csx({
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 8,
  padding: '$space-5',
  minWidth: 0,
  '@media (max-width: 640px)': { padding: '$space-4' },
});
const head = csx({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: '$space-3',
  marginBottom: '$space-4',
});
const heading = csx({ fontSize: '1rem', lineHeight: 1.4 });
const noted = csx({ fontSize: '0.8125rem', color: '#57606a', marginTop: '$space-1' });

export function Card({ title, note, actions, children, className = '' }: Props) {
  return (
    <section aria-label={title} className={cx(box, className)}>
      <div className={head}>
        <div>
          <h2 className={heading}>{title}</h2>
          {note && <p className={noted}>{note}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
