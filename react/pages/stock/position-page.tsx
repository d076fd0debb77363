import React from 'react';
import type { PositionDetail } from '../../api/types/position';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { inline, stack } from '../../design/layout';
import { Moment } from '../../design/moment';
import { PageFrame } from '../../design/page-frame';
import { Empty, Ready } from '../../design/states';
import { PlanBadge } from '../../design/word-badges';
import { useResource } from '../../loading/use-resource';
import type { Picture } from '../../picture/picture-items';
import { pictureOf } from '../../picture/picture-items';
import { PictureTable } from '../../picture/picture-table';
import { WatermarkPicture } from '../../picture/watermark-picture';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import { PlanDetails, PlanOutcome, PlanStory } from '../../sentences/plan-story';
import { useText } from '../../words/use-text';
import { ReservationTable } from '../order/reservation-table';
import { CountTable } from './count-table';
import { withHandlingTimes } from './handling-times';
import { HistoryTable } from './history-table';
import { isUnlimited } from './position-numbers';
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
              <ReservationTable reservations={withHandlingTimes(detail)} by="order" />
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
  const { evidence } = currentPlan;
  // Nothing is ever sent where the stock is unlimited, so nothing blocks.
  const hasPicture = !isUnlimited(evidence);
  return (
    <Card
      title={hasPicture ? title : t('admin/holdfast.column.decision')}
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
        {hasPicture && <Drawn picture={pictureOf(evidence, reservations)} />}
      </div>
    </Card>
  );
}

function Drawn({ picture }: { picture: Picture }) {
  const t = useText();
  if (picture.items.length === 0) return <p className={inline}>{t('admin/holdfast.picture.empty')}</p>;
  return (
    <>
      <WatermarkPicture picture={picture} />
      <PictureTable picture={picture} />
    </>
  );
}
