import React from 'react';
import type { Plan } from '../../api/types/plan';
import { code } from '../../design/layout';
import { Moment } from '../../design/moment';
import { useText } from '../../words/use-text';

/** The update as it was written down before it was sent. */
export function PlanSent({ plan: { intent } }: { plan: Plan }) {
  const t = useText();
  if (intent === null) return <p>{t('admin/holdfast.story.no-update')}</p>;
  const { update, attempts, totalBefore } = intent;
  return (
    <div>
      <p>{t('admin/holdfast.sentence.total-goes', { before: totalBefore, after: update.quantity })}</p>
      <p>
        {t('admin/holdfast.picture.watermark')}: <Moment at={update.dateUtcOnBalanceSystem} as="exact" />
      </p>
      <p className={code}>dateUtcOnBalanceSystem {update.dateUtcOnBalanceSystem}</p>
      {attempts > 1 && <p>{t('admin/holdfast.story.attempts', { count: attempts })}</p>}
    </div>
  );
}
