import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { Plan } from '../../api/types/plan';
import { Moment } from '../../design/moment';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';

const row = csx({
  display: 'flex',
  flexWrap: 'wrap',
  rowGap: '$space-1',
  columnGap: '$space-8',
  padding: '0.625rem 0.875rem',
  borderRadius: 6,
  background: '#f6f8fa',
  fontSize: '0.8125rem',
  '& dt': { display: 'inline', color: '#57606a' },
  '& dd': { display: 'inline', margin: 0, fontWeight: 500 },
});

/** Exactly what approving would send. */
export function UpdateFacts({ plan: { evidence } }: { plan: Plan }) {
  const t = useText();
  const { number } = useFormat();
  if (evidence.kind !== 'remove') return null;
  const { totalQuantity, reservedQuantity, update, releases, kept } = evidence;
  const before = totalQuantity - reservedQuantity;
  const after =
    update.quantity - (reservedQuantity - releases.reduce((sum, { quantity }) => sum + quantity, 0));
  const fromTo = (from: number, to: number) =>
    t('admin/holdfast.recommendations.from-to', { before: number(from), after: number(to) });
  return (
    <dl className={row}>
      <div>
        <dt>{t('admin/holdfast.position.total')}: </dt>
        <dd>{fromTo(totalQuantity, update.quantity)}</dd>
      </div>
      <div>
        <dt>{t('admin/holdfast.position.available')}: </dt>
        <dd>{before === after ? number(after) : fromTo(before, after)}</dd>
      </div>
      <div>
        <dt>{t('admin/holdfast.picture.watermark')}: </dt>
        <dd>
          <Moment at={update.dateUtcOnBalanceSystem} />
        </dd>
      </div>
      <div>
        <dt>{t('admin/holdfast.recommendations.keeps')}: </dt>
        <dd>{number(kept.length)}</dd>
      </div>
    </dl>
  );
}
