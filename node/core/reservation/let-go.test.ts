import { aKnown, aLine, anOrder, LOCK } from '../../../test/builders/order';
import { locksOfCanceled } from './let-go';
import type { KnownReservation } from './reservation';

const canceled = anOrder({ status: 'canceled' });
const confirmed: Partial<KnownReservation> = { status: 'confirmed', wasAcknowledged: false };

it.each<[string, Parameters<typeof locksOfCanceled>[0], Partial<KnownReservation> | null, boolean]>([
  ['canceled before we saw it in handling', canceled, confirmed, true],
  ['canceled at our first sight of it', canceled, null, true],
  [
    "canceled at our first sight of it, another seller's",
    { ...canceled, lines: [aLine({ lockId: null })] },
    null,
    false,
  ],
  ['seen in handling: VTEX holds it', canceled, { ...confirmed, wasAcknowledged: true }, false],
  ['known as canceled', canceled, { status: 'canceled', wasAcknowledged: false }, false],
  ['never reserved', canceled, { ...confirmed, heldAs: 'none' }, false],
  ['on its way to be canceled', anOrder({ status: 'cancel' }), confirmed, false],
])('%s', (_case, order, known, isAsked) => {
  const reservations = known === null ? null : [aKnown(known)];
  expect(locksOfCanceled(order, reservations)).toEqual(isAsked ? [LOCK] : []);
});
