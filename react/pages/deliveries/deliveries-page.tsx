import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { Outcome } from '../../api/outcome';
import type { Delivery, DeliveryPage as DeliveryAnswer } from '../../api/types/delivery';
import type { DeliveryState } from '../../api/types/words';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { Choice } from '../../design/choice';
import { Notice } from '../../design/notice';
import { PageFrame } from '../../design/page-frame';
import { Pager } from '../../design/pager';
import { Empty, FailureNotice, Ready } from '../../design/states';
import { useHost } from '../../host/host';
import { For } from '../../host/role';
import { useAction } from '../../loading/use-action';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import { deliveryStateWord } from '../../words/machine-words';
import { useText } from '../../words/use-text';
import { DeliveryTable } from './delivery-table';

const EVERY_MS = 4000;
const STATES: readonly DeliveryState[] = ['parked', 'pending', 'accepted'];

export function DeliveriesPage({ route: { query } }: PageProps) {
  const t = useText();
  const client = useClient();
  const host = useHost();
  const state = STATES.find((one) => one === query.state) ?? 'parked';
  const cursor = query.cursor ?? '';
  const page = useResource(
    `deliveries ${state} ${cursor}`,
    (signal) => client.get<DeliveryAnswer>('/deliveries', { state, cursor, limit: 50 }, signal),
    { everyMs: cursor === '' ? EVERY_MS : null },
  );
  const one = useAction((id: string) =>
    client.post<{ stream: string }>(`/deliveries/${encodeURIComponent(id)}/retry`),
  );
  const all = useAction(
    (): Promise<Outcome<{ retried: number }>> => client.post<{ retried: number }>('/deliveries/retry-parked'),
  );
  const retry = async (delivery: Delivery) => {
    await one.run(delivery.id);
    page.reload();
  };
  const retryAll = async () => {
    await all.run(undefined);
    page.reload();
  };
  const hasParked = state === 'parked' && (page.data?.deliveries.length ?? 0) > 0;
  return (
    <PageFrame
      title={t('admin/holdfast.deliveries.title')}
      intro={t('admin/holdfast.deliveries.intro')}
      actions={
        hasParked && (
          <For least="admin">
            <Button loading={all.isBusy} onClick={retryAll}>
              {t('admin/holdfast.deliveries.retry-all')}
            </Button>
          </For>
        )
      }
    >
      {one.failure && <FailureNotice failure={one.failure} />}
      {all.failure && <FailureNotice failure={all.failure} />}
      {one.answer && <Notice tone="positive" title={t('admin/holdfast.deliveries.retried')} />}
      {all.answer && (
        <Notice
          tone="positive"
          title={t('admin/holdfast.deliveries.retried-all', { count: all.answer.retried })}
        />
      )}
      <Choice
        label={t('admin/holdfast.column.status')}
        options={STATES.map((value) => ({ value, name: t(deliveryStateWord[value]) }))}
        value={state}
        choose={(value) => host.navigate(places.deliveries({ state: value }))}
      />
      <Card title={t('admin/holdfast.deliveries.messages')}>
        <Ready of={page}>
          {({ deliveries, nextCursor }) =>
            deliveries.length === 0 ? (
              <Empty
                title={t(
                  state === 'parked'
                    ? 'admin/holdfast.deliveries.none-parked'
                    : 'admin/holdfast.deliveries.empty',
                )}
              />
            ) : (
              <>
                <DeliveryTable deliveries={deliveries} retry={state === 'accepted' ? null : retry} />
                <Pager
                  isLater={cursor !== ''}
                  nextCursor={nextCursor}
                  first={() => host.navigate(places.deliveries({ state }))}
                  next={(after) => host.navigate(places.deliveries({ state, cursor: after }))}
                />
              </>
            )
          }
        </Ready>
      </Card>
    </PageFrame>
  );
}
