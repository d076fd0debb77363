import type { LockId } from '../id';
import type { Instant } from '../instant';
import type { Position } from '../position';
import { english } from './english';

export interface Proven {
  removed: number;
  released: number;
  total: number;
  reserved: number;
}

export interface Lost {
  units: number;
  names: string[];
  total: number;
}

/** What an update of VTEX's stock did. Each follows `position`; of reservations, `names` are orders or LockIds. */
export const UPDATE_SENTENCES = {
  position: english<Position>('SKU {skuId} in warehouse {warehouseId}:'),
  'update.sent': english<{ total: number; watermarkAt: Instant }>(
    'sent total {total, number} as of {watermarkAt}; reading it back.',
  ),
  'update.proven': english<Proven>(
    'the update was proven: {removed, plural, one {# unit} other {# units}} left the total, {released, plural, one {# reservation was} other {# reservations were}} released; total {total, number}, reserved {reserved, number}.',
  ),
  'update.sent-by-others': english<Proven>(
    'somebody else sent the recommended update: {removed, plural, one {# unit} other {# units}} left the total, {released, plural, one {# reservation was} other {# reservations were}} released; total {total, number}, reserved {reserved, number}.',
  ),
  'update.lost': english<Lost>(
    'VTEX did not keep {units, plural, one {# reserved unit} other {# reserved units}} of {names}; the total is now {total, number}, so that they are not sold twice.',
  ),
  'update.gone-before': english<Lost>(
    'VTEX had let go {units, plural, one {# reserved unit} other {# reserved units}} of {names}; the total is now {total, number}, so that they are not sold twice.',
  ),
  'update.not-applied': english<{ total: number; released: number }>(
    'The total is still {total, number} and the {released, plural, one {reservation to release is} other {# reservations to release are}} still there: the update was not applied.',
  ),
  'update.not-released': english<{ total: number; names: string[] }>(
    'The total is {total, number} as sent, but VTEX still reserves the units of {names}.',
  ),
  'update.lost-kept': english<{ names: string[]; repairTotal: number }>(
    'After the update VTEX no longer reserves the units of {names}, whose goods had to stay reserved: {repairTotal, number} is the total that keeps them from being sold twice.',
  ),
  'update.foreign': english<{ before: number; sent: number; now: number }>(
    'The total was {before, number}, {sent, number} was sent, and VTEX now says {now, number}, with reservations that do not fit: somebody else has updated this position in between.',
  ),
  'update.given-up': english<{ attempts: number }>(
    'It was sent {attempts, plural, one {# time} other {# times}}: look at the position in VTEX.',
  ),
  'update.needs-another': english('the update was not applied, and by now the position needs another one.'),
  'update.trust-broken': english(
    'From now on the account is updated only while nothing open is in handling.',
  ),
  'proposal.acknowledge': english<{ lockId: LockId }>('asked VTEX to acknowledge reservation {lockId}.'),
  'proposal.cancel': english<{ lockId: LockId }>('asked VTEX to cancel reservation {lockId}.'),
  'proposal.done': english('executed as proposed.'),
  'proposal.no-effect': english<{ names: string[] }>('VTEX took it, but nothing changed for {names}.'),
};
