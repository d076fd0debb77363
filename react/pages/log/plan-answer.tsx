import React from 'react';
import type { LogEntry } from '../../api/types/log';
import type { Plan } from '../../api/types/plan';
import { inline, muted } from '../../design/layout';
import { OutcomeBadge, PlanBadge } from '../../design/word-badges';
import { PlanDetails, PlanOutcome } from '../../sentences/plan-story';
import { useText } from '../../words/use-text';

/** What VTEX said of the update, or the ERP of the newest message. */
export function PlanAnswer({ plan, sent }: { plan: Plan | null; sent: readonly LogEntry[] }) {
  const t = useText();
  const delivery = newestDelivery(sent);
  if (plan === null && delivery === null) return <p className={muted}>{t('admin/holdfast.story.nothing')}</p>;
  return (
    <div>
      {plan && (
        <div>
          <PlanBadge state={plan.state} />
          <PlanOutcome plan={plan} />
          <PlanDetails plan={plan} />
        </div>
      )}
      {delivery && (
        <p className={inline}>
          {t('admin/holdfast.erp.title')} <OutcomeBadge outcome={delivery.outcome} />
          {typeof delivery.detail?.status === 'number' && <span>HTTP {delivery.detail.status}</span>}
        </p>
      )}
    </div>
  );
}

function newestDelivery(sent: readonly LogEntry[]): LogEntry | null {
  const deliveries = sent.filter(({ kind }) => kind === 'delivery');
  return deliveries[deliveries.length - 1] ?? null;
}
