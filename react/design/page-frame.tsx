import { csx } from '@vtex/admin-ui';
import React from 'react';

interface Props {
  title: string;
  /** One sentence on what the page is for. */
  intro?: React.ReactNode;
  actions?: React.ReactNode;
  children: React.ReactNode;
}

const frame = csx({ display: 'flex', flexDirection: 'column', gap: '$space-5' });
const top = csx({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'flex-start',
  justifyContent: 'space-between',
  gap: '$space-4',
});
const heading = csx({
  fontSize: '1.5rem',
  lineHeight: 1.25,
  letterSpacing: '-0.01em',
  overflowWrap: 'anywhere',
});
const introText = csx({ color: '#57606a', marginTop: '$space-1', maxWidth: '46rem' });
const buttons = csx({ display: 'flex', flexWrap: 'wrap', gap: '$space-2', alignItems: 'center' });

export function PageFrame({ title, intro, actions, children }: Props) {
  return (
    <div className={frame}>
      <div className={top}>
        <div>
          <h1 className={heading} tabIndex={-1}>
            {title}
          </h1>
          {intro && <p className={introText}>{intro}</p>}
        </div>
        {actions && <div className={buttons}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}
