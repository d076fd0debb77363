import { Button, csx, Spinner } from '@vtex/admin-ui';
import React from 'react';
import { Card } from '../../design/card';
import { inline } from '../../design/layout';
import { PlanBadge } from '../../design/word-badges';
import { places } from '../../routing/places';
import { PlanDetails, PlanOutcome } from '../../sentences/plan-story';
import { useText } from '../../words/use-text';
import { isOver } from './decidable';
import type { Decided } from './use-decisions';

const apart = csx({ marginTop: '$space-4' });
const list = csx({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: '$space-4' });

interface Props {
  decided: readonly Decided[];
  /** Gets the one decided last, for the focus. */
  newest: React.Ref<HTMLLIElement>;
  clear(): void;
}

/** What was decided here and what has become of it; told to a screen reader as it happens. */
export function DecidedList({ decided, newest, clear }: Props) {
  const t = useText();
  return (
    <div aria-live="polite">
      {decided.length > 0 && (
        <Card
          className={apart}
          title={t('admin/holdfast.decided.title')}
          actions={
            <Button variant="tertiary" onClick={clear}>
              {t('admin/holdfast.decided.clear')}
            </Button>
          }
        >
          <ul className={list}>
            {decided.map((one, index) => (
              <li key={one.plan.planId} ref={index === 0 ? newest : undefined} tabIndex={-1}>
                <OneDecided of={one} />
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}

function OneDecided({ of: { plan, refused, wanted } }: { of: Decided }) {
  const t = useText();
  const { skuId, warehouseId, state } = plan;
  const isRunning = refused === null && !isOver(plan);
  return (
    <div>
      <p className={inline}>
        <a href={places.position(skuId, warehouseId)}>
          {t('admin/holdfast.position.name', { skuId, warehouseId })}
        </a>
        <PlanBadge state={state} />
        {isRunning && (
          <>
            <Spinner aria-hidden="true" size={16} /> <span>{t('admin/holdfast.decided.running')}</span>
          </>
        )}
      </p>
      {state === 'superseded' && (
        <p>
          {t(
            wanted === 'dismiss'
              ? 'admin/holdfast.decided.dismissal-superseded'
              : 'admin/holdfast.decided.superseded',
          )}
        </p>
      )}
      {refused !== null && state !== 'superseded' && <p lang="en">{refused}</p>}
      <PlanOutcome plan={plan} />
      {!isRunning && <PlanDetails plan={plan} />}
    </div>
  );
}
