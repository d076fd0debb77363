import React from 'react';
import type { Overview } from '../../api/types/overview';
import { Stat, Stats } from '../../design/stat';
import { places } from '../../routing/places';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';

/** What it is worth first: reservations that a plain update would have let go. */
export function KeyNumbers({ overview }: { overview: Overview }) {
  const t = useText();
  const { number, ago } = useFormat();
  const { protectedReservations, protectedNow, removals, waitingForPerson, errorsLastHour, erp } = overview;
  return (
    <Stats>
      <Stat
        label={t('admin/holdfast.overview.protected')}
        value={number(protectedReservations)}
        note={
          protectedNow
            ? t('admin/holdfast.overview.protected-now', { count: protectedNow })
            : t('admin/holdfast.overview.protected-note')
        }
        tone="good"
      />
      <Stat
        label={t('admin/holdfast.overview.removed-units')}
        value={number(removals.units)}
        note={
          removals.lastAt === null
            ? t('admin/holdfast.overview.no-removal')
            : t('admin/holdfast.overview.removals-note', {
                count: removals.executed,
                ago: ago(removals.lastAt),
              })
        }
      />
      <Stat
        label={t('admin/holdfast.overview.waiting')}
        value={<a href={places.recommendations()}>{number(waitingForPerson)}</a>}
        note={t('admin/holdfast.overview.waiting-note')}
      />
      <Stat
        label={t('admin/holdfast.overview.errors')}
        value={<a href={places.log({ outcome: ['parked', 'failed'] })}>{number(errorsLastHour)}</a>}
        note={t('admin/holdfast.overview.errors-note')}
        tone={errorsLastHour > 0 ? 'bad' : 'plain'}
      />
      <Stat
        label={t('admin/holdfast.overview.erp-waiting')}
        value={<a href={places.deliveries({ state: 'pending' })}>{number(erp.pending)}</a>}
        note={t('admin/holdfast.overview.erp-parked', { count: erp.parked })}
        tone={erp.parked > 0 ? 'bad' : 'plain'}
      />
    </Stats>
  );
}
