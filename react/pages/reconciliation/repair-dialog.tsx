import React from 'react';
import type { ReconciliationLine } from '../../api/types/reconciliation';
import { NoteDialog } from '../../design/note-dialog';
import { useText } from '../../words/use-text';

interface Props {
  /** What is to be repaired; none closes the dialog. */
  lines: readonly ReconciliationLine[];
  isBusy: boolean;
  close(): void;
  repair(note: string): void;
}

export function RepairDialog({ lines, isBusy, close, repair }: Props) {
  const t = useText();
  return (
    <NoteDialog
      title={t('admin/holdfast.books.repair-title', { count: lines.length })}
      names={lines.map(({ skuId, warehouseId }) => t('admin/holdfast.position.name', { skuId, warehouseId }))}
      namesLabel={t('admin/holdfast.column.position')}
      intro={t('admin/holdfast.books.repair-intro')}
      noteLabel={t('admin/holdfast.books.note')}
      noteHelp={t('admin/holdfast.books.note-help')}
      isNoteRequired={false}
      submitLabel={t('admin/holdfast.books.repair')}
      isBusy={isBusy}
      close={close}
      submit={repair}
    />
  );
}
