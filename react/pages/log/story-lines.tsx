import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { LogEntry } from '../../api/types/log';
import { muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { EntryText } from '../../sentences/said-text';
import { useText } from '../../words/use-text';

const list = csx({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: '$space-2' });
const here = csx({ fontWeight: 600 });

interface Props {
  entries: readonly LogEntry[];
  opened: string;
  /** The plan's own part of the story stands above. */
  isUnderPlan: boolean;
}

export function StoryLines({ entries, opened, isUnderPlan }: Props) {
  const t = useText();
  if (entries.length === 0) {
    return isUnderPlan ? null : <p className={muted}>{t('admin/holdfast.story.nothing')}</p>;
  }
  return (
    <ul className={list}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <div className={muted}>
            <Moment at={entry.at} as="time" />
          </div>
          <EntryText entry={entry} className={entry.id === opened ? here : undefined} />
        </li>
      ))}
    </ul>
  );
}
