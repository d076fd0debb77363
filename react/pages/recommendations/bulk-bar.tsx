import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { Plan } from '../../api/types/plan';
import { SelectionBar } from '../../design/selection-bar';
import type { Selection } from '../../design/use-selection';
import { For } from '../../host/role';
import { useText } from '../../words/use-text';
import { canApprove } from './decidable';

interface Props {
  selection: Selection<Plan>;
  isBusy: boolean;
  approve(plans: readonly Plan[]): void;
  dismiss(plans: readonly Plan[]): void;
}

export function BulkBar({ selection, isBusy, approve, dismiss }: Props) {
  const t = useText();
  const { chosen, isAll, toggleAll } = selection;
  const approvable = chosen.filter(canApprove);
  return (
    <For least="approver">
      <SelectionBar isAll={isAll} toggleAll={toggleAll}>
        <Button disabled={approvable.length === 0 || isBusy} onClick={() => approve(approvable)}>
          {t('admin/holdfast.bulk.approve', { count: approvable.length })}
        </Button>
        <Button variant="secondary" disabled={chosen.length === 0 || isBusy} onClick={() => dismiss(chosen)}>
          {t('admin/holdfast.bulk.dismiss', { count: chosen.length })}
        </Button>
      </SelectionBar>
    </For>
  );
}
