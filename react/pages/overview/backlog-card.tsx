import React from 'react';
import type { BacklogTask } from '../../api/types/overview';
import { Card } from '../../design/card';
import { DataTable } from '../../design/data-table';
import { muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { taskWord } from '../../words/machine-words';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';

export function BacklogCard({ backlog }: { backlog: readonly BacklogTask[] }) {
  const t = useText();
  const { number } = useFormat();
  const count = (key: 'ready' | 'running' | 'later' | 'failing', header: string) => ({
    key,
    header,
    isNumber: true,
    cell: (task: BacklogTask) => number(task[key]),
  });
  return (
    <Card title={t('admin/holdfast.backlog.title')}>
      {backlog.length === 0 ? (
        <p className={muted}>{t('admin/holdfast.backlog.empty')}</p>
      ) : (
        <DataTable
          caption={t('admin/holdfast.backlog.title')}
          rows={backlog}
          keyOf={({ task }) => task}
          columns={[
            {
              key: 'task',
              header: t('admin/holdfast.column.task'),
              cell: ({ task }) => wordOf(t, taskWord, task),
            },
            count('ready', t('admin/holdfast.column.ready')),
            count('running', t('admin/holdfast.column.running')),
            count('later', t('admin/holdfast.column.later')),
            count('failing', t('admin/holdfast.column.failing')),
            {
              key: 'oldest',
              header: t('admin/holdfast.column.oldest'),
              cell: ({ oldestReadyAt }) => <Moment at={oldestReadyAt} as="ago" />,
            },
          ]}
        />
      )}
    </Card>
  );
}
