import React from 'react';
import type { ByStatus, ReservationStatus } from '../api/types/words';
import { inline } from './layout';
import { ReservationBadge } from './word-badges';

const ORDER: readonly ReservationStatus[] = [
  'authorized',
  'confirmed',
  'acknowledged',
  'invoiced',
  'removed',
  'canceled',
  'expired',
];

/** How many of each status, those that there are. */
export function StatusCounts({ byStatus }: { byStatus: ByStatus }) {
  const present = ORDER.filter((status) => (byStatus[status] ?? 0) > 0);
  if (present.length === 0) return <span>–</span>;
  return (
    <span className={inline}>
      {present.map((status) => (
        <span key={status}>
          {byStatus[status]} <ReservationBadge status={status} />
        </span>
      ))}
    </span>
  );
}
