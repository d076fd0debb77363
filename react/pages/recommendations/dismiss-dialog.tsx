import React from 'react';
import type { Plan } from '../../api/types/plan';
import { NoteDialog } from '../../design/note-dialog';
import { useText } from '../../words/use-text';

interface Props {
  /** What is to be dismissed; none closes the dialog. */
  plans: readonly Plan[];
  isBusy: boolean;
  close(): void;
  dismiss(reason: string): void;
}

/** A no needs a reason: whoever comes later sees it beside the recommendation. */
export function DismissDialog({ plans, isBusy, close, dismiss }: Props) {
  const t = useText();
  return (
    <NoteDialog
      title={t('admin/holdfast.dismiss.title', { count: plans.length })}
      names={plans.map(({ skuId, warehouseId }) => t('admin/holdfast.position.name', { skuId, warehouseId }))}
      namesLabel={t('admin/holdfast.column.position')}
      noteLabel={t('admin/holdfast.dismiss.reason')}
      noteHelp={t('admin/holdfast.dismiss.help')}
      isNoteRequired
      submitLabel={t('admin/holdfast.recommendations.dismiss')}
      isBusy={isBusy}
      close={close}
      submit={dismiss}
    />
  );
}
