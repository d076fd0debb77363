import { csx, keyframes } from '@vtex/admin-ui';
import React from 'react';
import { muted } from './layout';

/** Untyped in between: VTEX's builder has TypeScript 3.9, which cannot read the design system's type for this. */
const frames: object = { from: { transform: 'translateX(-100%)' }, to: { transform: 'translateX(350%)' } };
const slide = keyframes(frames as Parameters<typeof keyframes>[0]);
const track = csx({
  height: 8,
  borderRadius: 4,
  background: '#dde5f7',
  overflow: 'hidden',
  marginBottom: '$space-1',
});
const known = csx({ height: '100%', borderRadius: 4, background: '#2953b2', transition: 'width 0.3s' });
const unknown = csx({ height: '100%', width: '30%', borderRadius: 4, background: '#2953b2' });

interface Props {
  label: string;
  /** From 0 to 1; null while nobody knows how much there is. */
  share: number | null;
  text: string;
}

export function Progress({ label, share, text }: Props) {
  const percent = share === null ? undefined : Math.round(Math.min(1, share) * 100);
  return (
    <div>
      <div
        className={track}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
        aria-valuetext={text}
      >
        {percent === undefined ? (
          <div className={unknown} style={{ animation: `${slide} 1.4s infinite linear` }} />
        ) : (
          <div className={known} style={{ width: `${percent}%` }} />
        )}
      </div>
      <p className={muted}>{text}</p>
    </div>
  );
}
