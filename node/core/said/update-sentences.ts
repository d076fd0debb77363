import { positionName, unitsOf } from '../gate/sentence-parts';
import type { LockId } from '../id';
import type { Instant } from '../instant';
import type { Position } from '../position';
import { numbered } from './numbered';

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

const provenFacts = ({ removed, released, total, reserved }: Proven) =>
  `${unitsOf(removed)} left the total, ${numbered(released, 'reservation was', 'reservations were')} released; total ${total}, reserved ${reserved}.`;

const lostFacts = ({ units, names, total }: Lost) =>
  `${numbered(units, 'reserved unit', 'reserved units')} of ${names.join(', ')}; the total is now ${total}, so that they are not sold twice.`;

/** What an update of VTEX's stock did. Each follows `position`; of reservations, `names` are orders or LockIds. */
export const UPDATE_SENTENCES = {
  position: (position: Position) => `${positionName(position)}:`,
  'update.sent': ({ total, watermarkAt }: { total: number; watermarkAt: Instant }) =>
    `sent total ${total} as of ${watermarkAt}; reading it back.`,
  'update.proven': (proven: Proven) => `the update was proven: ${provenFacts(proven)}`,
  'update.sent-by-others': (proven: Proven) =>
    `somebody else sent the recommended update: ${provenFacts(proven)}`,
  'update.lost': (lost: Lost) => `VTEX did not keep ${lostFacts(lost)}`,
  'update.gone-before': (lost: Lost) => `VTEX had let go ${lostFacts(lost)}`,
  'update.not-applied': ({ total, released }: { total: number; released: number }) =>
    `The total is still ${total} and the ${released === 1 ? 'reservation to release is' : `${released} reservations to release are`} still there: the update was not applied.`,
  'update.not-released': ({ total, names }: { total: number; names: string[] }) =>
    `The total is ${total} as sent, but VTEX still reserves the units of ${names.join(', ')}.`,
  'update.lost-kept': ({ names, repairTotal }: { names: string[]; repairTotal: number }) =>
    `After the update VTEX no longer reserves the units of ${names.join(', ')}, whose goods had to stay reserved: ${repairTotal} is the total that keeps them from being sold twice.`,
  'update.foreign': ({ before, sent, now }: { before: number; sent: number; now: number }) =>
    `The total was ${before}, ${sent} was sent, and VTEX now says ${now}, with reservations that do not fit: somebody else has updated this position in between.`,
  'update.given-up': ({ attempts }: { attempts: number }) =>
    `It was sent ${numbered(attempts, 'time', 'times')}: look at the position in VTEX.`,
  'update.needs-another': () => 'the update was not applied, and by now the position needs another one.',
  'update.trust-broken': () => 'From now on the account is updated only while nothing open is in handling.',
  'proposal.acknowledge': ({ lockId }: { lockId: LockId }) =>
    `asked VTEX to acknowledge reservation ${lockId}.`,
  'proposal.cancel': ({ lockId }: { lockId: LockId }) => `asked VTEX to cancel reservation ${lockId}.`,
  'proposal.done': () => 'executed as proposed.',
  'proposal.no-effect': ({ names }: { names: string[] }) =>
    `VTEX took it, but nothing changed for ${names.join(', ')}.`,
};
