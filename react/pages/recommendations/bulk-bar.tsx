import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { Plan } from '../../api/types/plan';
import { useText } from '../../words/use-text';
import { canApprove } from './decidable';
import type { Selection } from './use-selection';

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
export const tick = csx({ width: 18, height: 18, margin: 0, accentColor: '#2953b2', cursor: 'pointer' });

interface Props {
  selection: Selection;
  isBusy: boolean;
  approve(plans: readonly Plan[]): void;
  dismiss(plans: readonly Plan[]): void;
}

export function BulkBar({ selection, isBusy, approve, dismiss }: Props) {
  const t = useText();
  const { chosen, isAll, toggleAll } = selection;
  const approvable = chosen.filter(canApprove);
  return (
    <div className={bar}>
      <label className={all}>
        <input type="checkbox" className={tick} checked={isAll} onChange={toggleAll} />
        {t('admin/holdfast.bulk.all')}
      </label>
      <div className={buttons}>
        <Button disabled={approvable.length === 0 || isBusy} onClick={() => approve(approvable)}>
          {t('admin/holdfast.bulk.approve', { count: approvable.length })}
        </Button>
        <Button variant="secondary" disabled={chosen.length === 0 || isBusy} onClick={() => dismiss(chosen)}>
          {t('admin/holdfast.bulk.dismiss', { count: chosen.length })}
        </Button>
      </div>
    </div>
  );
}
