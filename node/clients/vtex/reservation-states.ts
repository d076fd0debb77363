import type { ListedReservation } from '../../core/gate/reading';
import type { ReservationById } from './vtex-api';

/** VTEX's reservation status by number ("Get reservation by ID") and by name (list of a warehouse and SKU). */
const names = [
  'notcommitted',
  'authorized',
  'confirmed',
  'canceled_abortedcommitted',
  'canceled_authorizationexpired',
  'canceled_manually',
];

const listed: Record<string, ListedReservation['state']> = {
  authorized: 'authorized',
  confirmed: 'confirmed',
  canceled_abortedcommitted: 'aborted',
  canceled_authorizationexpired: 'expired',
  canceled_manually: 'canceled',
};

const byId: Record<string, ReservationById['state']> = {
  notcommitted: 'not-committed',
  authorized: 'authorized',
  confirmed: 'confirmed',
  canceled_abortedcommitted: 'aborted',
  canceled_authorizationexpired: 'expired',
  canceled_manually: 'canceled',
};

/** Anything that is not surely over counts as active: taking it for over could release it. */
export function listedState(status: unknown): ListedReservation['state'] {
  return listed[nameOf(status)] ?? 'active-unknown';
}

export function stateById(status: unknown): ReservationById['state'] {
  return byId[nameOf(status)] ?? 'unknown';
}

function nameOf(status: unknown): string {
  if (typeof status === 'number') return names[status] ?? '';
  if (typeof status !== 'string') return '';
  return /^\d+$/.test(status) ? (names[Number(status)] ?? '') : status.toLowerCase();
}
