import { anId } from '../../test/builders/an-id';
import type { Instant } from '../core/instant';
import type { Notification } from '../store/notification';
import type { KnownOrder } from '../store/store';
import { isOnRecord } from './is-on-record';

const at = (minute: number) => `2026-03-01T10:${minute}:00.0000000Z` as Instant;
const ms = (minute: number) => Date.parse(`2026-03-01T10:${minute}:00Z`);

type Known = [status: string, changedAt: Instant | null, readAtMs: number];

test.each<[string, Partial<Notification>, Known | null, boolean]>([
  ['of an order nobody knows', {}, null, false],
  ['the reading is as new as the change', {}, ['handling', at(20), ms(10)], true],
  ['the reading is newer, and says another state', {}, ['invoiced', at(25), ms(30)], true],
  ['the order was read before the change', {}, ['ready-for-handling', at(19), ms(19)], false],
  ['the order does not say when it changed: that state, read after it', {}, ['handling', null, ms(20)], true],
  ['that state, read before it', {}, ['handling', null, ms(19)], false],
  ['another state, read after it', {}, ['ready-for-handling', null, ms(30)], false],
  ['the event names no state', { state: null }, ['handling', null, ms(30)], false],
  ['the event names no moment', { currentChange: null }, ['handling', at(20), ms(30)], false],
  ['the hook says it', { source: 'hook' }, ['handling', at(20), ms(30)], false],
  ['the broadcast says it', { source: 'broadcast' }, ['handling', at(20), ms(30)], false],
])('%s', async (_name, more, recorded, expected) => {
  const notification: Notification = {
    ...{ orderId: anId('v1-01'), source: 'feed', domain: null, lastState: null },
    ...{ state: 'handling', currentChange: at(20) },
    ...more,
  };
  const known = recorded && {
    order: { status: recorded[0], changedAt: recorded[1] },
    readAtMs: recorded[2],
    reservations: [],
  };
  const knownOrder = async () => known as KnownOrder | null;
  expect(await isOnRecord({ knownOrder }, notification)).toBe(expected);
});
