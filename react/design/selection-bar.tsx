import { csx } from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';

const bar = csx({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: '$space-3',
  padding: '0.625rem 1.25rem',
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 8,
});
const all = csx({ display: 'inline-flex', gap: '$space-2', alignItems: 'center', cursor: 'pointer' });
const buttons = csx({ display: 'flex', flexWrap: 'wrap', gap: '$space-2' });
/** The look of a checkbox. */
export const tick = csx({ width: 18, height: 18, margin: 0, accentColor: '#2953b2', cursor: 'pointer' });

interface Props {
  isAll: boolean;
  toggleAll(): void;
  /** The buttons for what is ticked. */
  children: React.ReactNode;
}

/** Ticks all of what a page lists, and does something with what is ticked. */
export function SelectionBar({ isAll, toggleAll, children }: Props) {
  const t = useText();
  return (
    <div className={bar}>
      <label className={all}>
        <input type="checkbox" className={tick} checked={isAll} onChange={toggleAll} />
        {t('admin/holdfast.bulk.all')}
      </label>
      <div className={buttons}>{children}</div>
    </div>
  );
}
