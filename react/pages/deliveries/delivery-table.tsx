import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { Delivery } from '../../api/types/delivery';
import { Copyable } from '../../design/copyable';
import type { Column } from '../../design/data-table';
import { DataTable } from '../../design/data-table';
import { muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { DeliveryBadge } from '../../design/word-badges';
import { For } from '../../host/role';
import { places } from '../../routing/places';
import { deliveryTypeWord } from '../../words/machine-words';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';
import { waitsForTurn } from './waits-for-turn';

interface Props {
  deliveries: readonly Delivery[];
  /** Null where there is nothing to send again. */
  retry: ((delivery: Delivery) => void) | null;
}

export function DeliveryTable({ deliveries, retry }: Props) {
  const t = useText();
  return (
    <DataTable
      caption={t('admin/holdfast.deliveries.messages')}
      columns={[...columnsOf(t), ...(retry === null ? [] : [retryColumn(t, retry)])]}
      rows={deliveries}
      keyOf={({ id }) => id}
    />
  );
}

function columnsOf(t: Text): Column<Delivery>[] {
  return [
    {
      key: 'at',
      header: t('admin/holdfast.column.time'),
      cell: ({ createdAt }) => <Moment at={createdAt} />,
    },
    {
      key: 'type',
      header: t('admin/holdfast.column.message'),
      cell: ({ type, id, lastError }) => (
        <div>
          <div>{wordOf(t, deliveryTypeWord, type)}</div>
          <Copyable value={id} label={t('admin/holdfast.column.delivery')} />
          {lastError !== null && (
            <p lang="en" className={muted}>
              {lastError}
            </p>
          )}
        </div>
      ),
    },
    { key: 'about', header: t('admin/holdfast.column.about'), cell: (delivery) => <About of={delivery} /> },
    {
      key: 'state',
      header: t('admin/holdfast.column.status'),
      cell: (delivery) => (
        <div>
          <DeliveryBadge state={delivery.state} />
          <p className={muted}>{t('admin/holdfast.deliveries.attempts', { count: delivery.attempts })}</p>
          <NextAttempt of={delivery} />
        </div>
      ),
    },
  ];
}

function NextAttempt({ of }: { of: Delivery }) {
  const t = useText();
  if (of.nextAttemptAt === null) return null;
  if (waitsForTurn(of, Date.now())) {
    return <p className={muted}>{t('admin/holdfast.deliveries.waits-for-turn')}</p>;
  }
  return (
    <p className={muted}>
      {t('admin/holdfast.deliveries.next')} <Moment at={of.nextAttemptAt} as="time" />
    </p>
  );
}

function About({ of: { orderId, skuId, warehouseId } }: { of: Delivery }) {
  return (
    <div>
      {orderId !== null && (
        <div>
          <a href={places.order(orderId)}>{orderId}</a>
        </div>
      )}
      {skuId !== null && warehouseId !== null && (
        <a href={places.position(skuId, warehouseId)}>
          {skuId} · {warehouseId}
        </a>
      )}
    </div>
  );
}

function retryColumn(t: Text, retry: (delivery: Delivery) => void): Column<Delivery> {
  return {
    key: 'retry',
    header: t('admin/holdfast.column.action'),
    cell: (delivery) => (
      <For least="admin">
        <Button
          variant="secondary"
          aria-label={t('admin/holdfast.deliveries.retry-named', { id: delivery.id })}
          onClick={() => retry(delivery)}
        >
          {t('admin/holdfast.deliveries.retry')}
        </Button>
      </For>
    ),
  };
}
