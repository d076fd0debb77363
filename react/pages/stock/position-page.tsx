import React from 'react';
import type { PositionDetail } from '../../api/types/position';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { inline, stack } from '../../design/layout';
import { Moment } from '../../design/moment';
import { PageFrame } from '../../design/page-frame';
import { Empty, Ready } from '../../design/states';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../panel/pages';
import { pictureOf } from '../../picture/picture-items';
import { PictureTable } from '../../picture/picture-table';
import { WatermarkPicture } from '../../picture/watermark-picture';
import { places } from '../../routing/places';
import { PlanDetails, PlanOutcome, PlanStory } from '../../sentences/plan-story';
import { PlanBadge } from '../../words/badges';
import { useText } from '../../words/use-text';
import { ReservationTable } from '../order/reservation-table';
import { CountTable } from './count-table';
import { HistoryTable } from './history-table';
import { PositionStats } from './position-stats';

const EVERY_MS = 4000;

export function PositionPage({ route: { path } }: PageProps) {
  const t = useText();
  const client = useClient();
  const [, skuId = '', warehouseId = ''] = path;
  const address = `/positions/${encodeURIComponent(skuId)}/${encodeURIComponent(warehouseId)}`;
  const position = useResource(
    `position ${address}`,
    (signal) => client.get<PositionDetail>(address, {}, signal),
    { everyMs: EVERY_MS },
  );
  return (
    <PageFrame
      title={t('admin/holdfast.position.name', { skuId, warehouseId })}
      actions={<a href={places.log({ skuId, warehouseId })}>{t('admin/holdfast.order.see-log')}</a>}
    >
      <Ready of={position}>
        {(detail) => (
          <div className={stack}>
            <PositionStats position={detail} />
            <Decision position={detail} />
            <Card title={t('admin/holdfast.position.reservations')}>
              <ReservationTable reservations={detail.reservations} />
            </Card>
            <Card title={t('admin/holdfast.position.history')}>
              <HistoryTable plans={detail.history} />
            </Card>
            {detail.counts.length > 0 && (
              <Card title={t('admin/holdfast.position.counts')}>
                <CountTable counts={detail.counts} />
              </Card>
            )}
          </div>
        )}
      </Ready>
    </PageFrame>
  );
}

/** What was decided last, in a sentence and as a picture. */
function Decision({ position: { currentPlan, reservations } }: { position: PositionDetail }) {
  const t = useText();
  const title = t('admin/holdfast.picture.title');
  if (currentPlan === null) {
    return (
      <Card title={title}>
        <Empty title={t('admin/holdfast.position.no-plan')} />
      </Card>
    );
  }
  const picture = pictureOf(currentPlan.evidence, reservations);
  return (
    <Card
      title={title}
      note={
        <>
          {t('admin/holdfast.position.decided')} <Moment at={currentPlan.createdAt} />
        </>
      }
      actions={<PlanBadge state={currentPlan.state} />}
    >
      <div className={stack}>
        <div>
          <PlanStory of={currentPlan} />
          <PlanOutcome plan={currentPlan} />
          <PlanDetails plan={currentPlan} />
        </div>
        {picture.items.length === 0 ? (
          <p className={inline}>{t('admin/holdfast.picture.empty')}</p>
        ) : (
          <>
            <WatermarkPicture picture={picture} />
            <PictureTable picture={picture} />
          </>
        )}
      </div>
    </Card>
  );
}
