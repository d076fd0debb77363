import React from 'react';
import type { PositionDetail } from '../../api/types/position';
import { Stat, Stats } from '../../design/stat';
import { reservationStatusWord } from '../../words/machine-words';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';
import { isUnlimited, numbersOf } from './position-numbers';

const SHOWN = ['authorized', 'confirmed', 'acknowledged', 'invoiced'] as const;

export function PositionStats({ position }: { position: PositionDetail }) {
  const t = useText();
  const { number, ago } = useFormat();
  const { totalQuantity, reservedQuantity, availableQuantity, readAt, unitsByStatus } = numbersOf(position);
  const shown = (value: number | null) => (value === null ? '–' : number(value));
  const hasNoLimit = position.currentPlan !== null && isUnlimited(position.currentPlan.evidence);
  const ofStock = (value: number | null) =>
    hasNoLimit ? t('admin/holdfast.position.unlimited') : shown(value);
  const counted = unitsByStatus ?? position.byStatus;
  const list = SHOWN.filter((status) => (counted[status] ?? 0) > 0)
    .map((status) => `${t(reservationStatusWord[status])} ${number(counted[status] ?? 0)}`)
    .join(' · ');
  const asRead = readAt === null ? null : t('admin/holdfast.position.as-read', { ago: ago(readAt) });
  const inRecord = t(
    unitsByStatus === null ? 'admin/holdfast.position.in-reservations' : 'admin/holdfast.position.in-record',
    { list },
  );
  return (
    <Stats>
      <Stat label={t('admin/holdfast.position.total')} value={ofStock(totalQuantity)} note={asRead} />
      <Stat
        label={t('admin/holdfast.position.reserved')}
        value={shown(reservedQuantity)}
        // The read is some time ago and the record is of now: each is named, so that nobody adds them up.
        note={
          list === '' ? (
            asRead
          ) : (
            <>
              {asRead}
              {asRead !== null && <br />}
              {inRecord}
            </>
          )
        }
      />
      <Stat
        label={t('admin/holdfast.position.available')}
        value={ofStock(availableQuantity)}
        note={hasNoLimit ? undefined : t('admin/holdfast.position.available-note')}
      />
    </Stats>
  );
}
