import { Button } from '@vtex/admin-ui';
import React from 'react';
import { Badge } from '../design/badge';
import { Copyable } from '../design/copyable';
import type { Column } from '../design/data-table';
import { DataTable } from '../design/data-table';
import { Moment } from '../design/moment';
import { places } from '../routing/places';
import type { Text } from '../words/use-text';
import { useText } from '../words/use-text';
import type { Fate, Picture, PictureItem } from './picture-items';

const FATES: { [fate in Fate]: string } = {
  released: 'admin/holdfast.picture.fate-released',
  waiting: 'admin/holdfast.picture.fate-waiting',
  open: 'admin/holdfast.picture.fate-open',
  unreadable: 'admin/holdfast.picture.fate-unreadable',
};

/** Of many that are let go, the last few say enough at first sight. */
const RELEASED_SHOWN = 5;

/** What the picture shows, to read. */
export function PictureTable({ picture: { items, blocker } }: { picture: Picture }) {
  const t = useText();
  const [isWhole, setWhole] = React.useState(false);
  const released = items.filter(({ fate }) => fate === 'released').length;
  const hidden = isWhole ? 0 : Math.max(0, released - RELEASED_SHOWN);
  return (
    <div>
      {hidden > 0 && (
        <Button variant="tertiary" onClick={() => setWhole(true)}>
          {t('admin/holdfast.picture.show-earlier', { count: hidden })}
        </Button>
      )}
      <DataTable
        caption={t('admin/holdfast.picture.title')}
        columns={columnsOf(t, blocker)}
        rows={items.slice(hidden)}
        keyOf={({ lockId }) => lockId}
        isMarked={(item) => item === blocker}
      />
    </div>
  );
}

function columnsOf(t: Text, blocker: PictureItem | null): Column<PictureItem>[] {
  return [
    { key: 'number', header: t('admin/holdfast.column.number'), cell: ({ number }) => number },
    {
      key: 'order',
      header: t('admin/holdfast.column.order'),
      cell: ({ orderId, lockId }) => (
        <Copyable
          value={orderId ?? lockId}
          label={t('admin/holdfast.column.order')}
          href={orderId === null ? undefined : places.order(orderId)}
        />
      ),
    },
    {
      key: 'units',
      header: t('admin/holdfast.column.units'),
      isNumber: true,
      cell: ({ quantity }) => quantity,
    },
    {
      key: 'acknowledged',
      header: t('admin/holdfast.column.handling-since'),
      cell: ({ acknowledgedAt }) => <Moment at={acknowledgedAt} />,
    },
    {
      key: 'fate',
      header: t('admin/holdfast.column.fate'),
      cell: (item) => (
        <span>
          <Badge tone={item.fate === 'released' ? 'teal' : item.fate === 'waiting' ? 'green' : 'orange'}>
            {t(FATES[item.fate])}
          </Badge>{' '}
          {item === blocker && <Badge tone="red">{t('admin/holdfast.picture.is-blocker')}</Badge>}{' '}
          {item.isNew && <Badge tone="gray">{t('admin/holdfast.picture.is-new')}</Badge>}
        </span>
      ),
    },
  ];
}
