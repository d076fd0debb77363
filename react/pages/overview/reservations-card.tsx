import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { ByStatus, ReservationStatus } from '../../api/types/words';
import { Card } from '../../design/card';
import { reservationStatusWord } from '../../words/machine-words';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';

const ORDER: readonly ReservationStatus[] = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
];

/** Still reserved in VTEX in color, over in gray. */
const COLORS: { [status in ReservationStatus]: string } = {
  authorized: '#96b2f2',
  confirmed: '#2953b2',
  acknowledged: '#d56a00',
  invoiced: '#38853c',
  removed: '#8c959f',
  canceled: '#b1b8c0',
  expired: '#b1b8c0',
};

const rows = csx({
  display: 'grid',
  gridTemplateColumns: 'max-content minmax(2rem, 1fr) max-content',
  gap: '0.5rem 0.75rem',
  alignItems: 'center',
  '& dt, & dd': { margin: 0 },
});
const track = csx({ height: 10, borderRadius: 5, background: '#eef1f4', overflow: 'hidden' });
const numeric = csx({ textAlign: 'right', fontVariantNumeric: 'tabular-nums' });

export function ReservationsCard({ byStatus }: { byStatus: ByStatus }) {
  const t = useText();
  const { number } = useFormat();
  const most = Math.max(1, ...ORDER.map((status) => byStatus[status] ?? 0));
  return (
    <Card
      title={t('admin/holdfast.overview.reservations')}
      note={t('admin/holdfast.overview.reservations-note')}
    >
      <ul className={rows} style={{ listStyle: 'none' }}>
        {ORDER.map((status) => {
          const count = byStatus[status] ?? 0;
          return (
            <li key={status} style={{ display: 'contents' }}>
              <span>{t(reservationStatusWord[status])}</span>
              <span className={track} aria-hidden="true">
                <span
                  style={{
                    display: 'block',
                    height: '100%',
                    width: `${(count / most) * 100}%`,
                    background: COLORS[status],
                  }}
                />
              </span>
              <span className={numeric}>{number(count)}</span>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
