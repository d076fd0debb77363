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

const told = [
  ['authorized', 'authorized'],
  ['confirmed', 'confirmed'],
  ['canceled_abortedcommitted', 'aborted'],
  ['canceled_authorizationexpired', 'expired'],
  ['canceled_manually', 'canceled'],
] as const;

/** Maps, since the words come from outside: an object would find a meaning for `constructor`. */
const listed = new Map<string, ListedReservation['state']>(told);
const byId = new Map<string, ReservationById['state']>([...told, ['notcommitted', 'not-committed']]);

/** Anything that is not surely over counts as active: taking it for over could release it. */
export function listedState(status: unknown): ListedReservation['state'] {
  return listed.get(nameOf(status)) ?? 'active-unknown';
}

export function stateById(status: unknown): ReservationById['state'] {
  return byId.get(nameOf(status)) ?? 'unknown';
}

function nameOf(status: unknown): string {
  if (typeof status === 'number') return names[status] ?? '';
  if (typeof status !== 'string') return '';
  return /^\d+$/.test(status) ? (names[Number(status)] ?? '') : status.toLowerCase();
}
