import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { LogEntry } from '../../api/types/log';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { Moment } from '../../design/moment';
import { KindBadge, OutcomeBadge } from '../../design/word-badges';
import { places } from '../../routing/places';
import { EntryText } from '../../sentences/said-text';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';
import { LogStory } from './log-story';

const opener = csx({
  display: 'flex',
  alignItems: 'flex-start',
  textAlign: 'left',
  border: 'none',
  background: 'none',
  padding: 0,
  color: '#1f2328',
  fontSize: '0.875rem',
  lineHeight: 1.45,
  fontWeight: 400,
  cursor: 'pointer',
  '&:hover': { textDecoration: 'underline' },
  // Drawn, because not every font has the sign.
  '&::before': {
    content: '""',
    flex: '0 0 auto',
    margin: '0.4em 0.7em 0 0.1em',
    borderLeft: '0.35em solid #57606a',
    borderTop: '0.3em solid transparent',
    borderBottom: '0.3em solid transparent',
  },
  // Two lines are enough to choose by; the whole sentence shows when the line is open.
  '&[aria-expanded=false] > span': {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
  },
  '&[aria-expanded=true]::before': { transform: 'rotate(90deg)' },
});
const subject = csx({
  display: 'flex',
  flexDirection: 'column',
  gap: 2,
  fontSize: '0.8125rem',
  // An id in two pieces is neither read nor copied well; a narrow window has no room for that.
  whiteSpace: 'nowrap',
  '@media (max-width: 720px)': { whiteSpace: 'normal' },
});

interface Props {
  entries: readonly LogEntry[];
  /** Told whether a line is open. */
  opened?(isOpen: boolean): void;
}

/** A line opens to its whole story. */
export function LogTable({ entries, opened }: Props) {
  const t = useText();
  const [openId, setOpenId] = React.useState<string | null>(null);
  const toggle = (id: string) => {
    const next = openId === id ? null : id;
    setOpenId(next);
    opened?.(next !== null);
  };
  return (
    <DataTable
      caption={t('admin/holdfast.log.lines')}
      columns={columnsOf(t, openId, toggle)}
      rows={entries}
      keyOf={({ id }) => id}
      isMarked={({ id }) => id === openId}
      below={(entry) => (entry.id === openId ? <LogStory entry={entry} /> : null)}
    />
  );
}

function columnsOf(t: Text, openId: string | null, toggle: (id: string) => void): Column<LogEntry>[] {
  return [
    { key: 'at', header: t('admin/holdfast.column.time'), cell: ({ at }) => <Moment at={at} as="time" /> },
    { key: 'kind', header: t('admin/holdfast.column.kind'), cell: ({ kind }) => <KindBadge kind={kind} /> },
    {
      key: 'outcome',
      header: t('admin/holdfast.column.outcome'),
      cell: ({ outcome }) => <OutcomeBadge outcome={outcome} />,
    },
    {
      key: 'message',
      header: t('admin/holdfast.column.what'),
      cell: (entry) => (
        <button
          type="button"
          className={opener}
          aria-expanded={entry.id === openId}
          onClick={() => toggle(entry.id)}
        >
          <EntryText entry={entry} />
        </button>
      ),
    },
    { key: 'about', header: t('admin/holdfast.column.about'), cell: (entry) => <Subject entry={entry} /> },
  ];
}

function Subject({ entry: { orderId, skuId, warehouseId } }: { entry: LogEntry }) {
  return (
    <span className={subject}>
      {orderId !== null && <a href={places.order(orderId)}>{orderId}</a>}
      {skuId !== null && warehouseId !== null && (
        <a href={places.position(skuId, warehouseId)}>
          {skuId} · {warehouseId}
        </a>
      )}
    </span>
  );
}
