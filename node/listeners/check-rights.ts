import { endpointName, endpoints } from '../clients/vtex/endpoints';
import type { VtexApi, VtexFailure } from '../clients/vtex/vtex-api';
import { asLockId } from '../core/id';
import { say } from '../core/said/say';
import { type RightsState, readListenerState, saveRights } from '../store/listener-state';
import type { LogStore, SettingStore } from '../store/store';
import { listenerEntry } from './services';

/** No reservation has this id: VTEX's are made by chance, and this one is all zeros. */
const NO_RESERVATION = asLockId('0'.repeat(32));

/** What is asked instead of an update. */
export const RIGHTS_ENDPOINT = endpointName(endpoints.acknowledgeReservation);

export interface RightsServices {
  vtex: Pick<VtexApi, 'acknowledgeReservation'>;
  store: LogStore & SettingStore;
  /** Epoch ms. */
  now(): number;
}

/**
 * Finds out, without writing, whether the app key may change stock: VTEX is asked to acknowledge a reservation that
 * does not exist. Nothing can come of it, whatever VTEX makes of the call. A 403 says that a License Manager
 * resource is missing; any other refusal comes from behind that door. Without an answer (a time-out, 429, 5xx) what
 * was known before stays.
 *
 * How sure this is. By the permission tables of VTEX's Logistics API, "Acknowledge reservation" wants "Logistics full
 * access" and nothing else, and that resource also opens "Update inventory by SKU and warehouse"; so a granted one is
 * enough for all that Holdfast writes, and a missing one is missing. That VTEX looks at the role before it looks for
 * the reservation is not promised anywhere; were it otherwise, the answer would be "granted" for a key that is not,
 * and the first update would say so, as it did before. License Manager's own question (`/resources/{key}/access`) is
 * documented for people and apps of VTEX IO, not for app keys; an update with a body that VTEX must refuse was not
 * chosen because VTEX takes a field that is left out for 0.
 */
export async function checkRights(services: RightsServices): Promise<RightsState | null> {
  const { store, vtex, now } = services;
  const before = (await readListenerState(store)).rights;
  const answer = await vtex.acknowledgeReservation(NO_RESERVATION);
  const found = answer.ok ? GRANTED : rightsIn(answer.failure);
  if (found === null) return before;
  const isNews = before?.outcome !== found.outcome;
  const state = { ...found, checkedAtMs: now(), sinceMs: isNews ? now() : (before?.sinceMs ?? now()) };
  await saveRights(store, state);
  if (isNews) await store.appendLog(entriesOf(state, before));
  return state;
}

/** The same, where the last answer was none or a no: granted rights are looked at again by the hour only. */
export async function checkMissingRights(services: RightsServices): Promise<void> {
  const { rights } = await readListenerState(services.store);
  if (rights?.outcome !== 'granted') await checkRights(services);
}

type Found = Pick<RightsState, 'outcome' | 'missingResource'>;
const GRANTED: Found = { outcome: 'granted', missingResource: null };

function rightsIn({ kind, missingResource }: VtexFailure): Found | null {
  if (kind === 'forbidden') return { outcome: 'missing', missingResource };
  // A wrong key says nothing of its role, and is a problem of its own.
  return kind === 'not-found' || kind === 'rejected' ? GRANTED : null;
}

function entriesOf({ missingResource }: RightsState, before: RightsState | null) {
  if (missingResource !== null)
    return [listenerEntry('attention', say('rights.missing', { resource: missingResource }))];
  return before === null ? [] : [listenerEntry('ok', say('rights.granted'))];
}
