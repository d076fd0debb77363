import type { ErpConnector } from '../clients/erp/connector';
import { say } from '../core/said/say';
import type { Delivery } from '../store/delivery';
import { attemptEntry, subjectOf } from './attempt-log';
import { type MissingThing, readMissing, saveMissing } from './missing-things';
import { type RetryServices, sendAgain } from './retry-delivery';
import { type MissingServices, whileListIsOurs } from './stand-for-missing';

export interface AppearedServices extends MissingServices, Pick<RetryServices, 'dispatcher' | 'now'> {
  account: string;
  connector: ErpConnector;
  retry: Pick<RetryServices['store'], 'delivery' | 'makeDue'>;
}

export interface AppearedOptions {
  /** Things looked at in one run; the next run goes on with the others. */
  atMost?: number;
  /** No further thing is asked for after this: the ERP may be away, and each question its time-out. */
  forMs?: number;
}

const MINUTE = 60_000;
/** Another process may remember for some seconds that the thing is missing. */
const SEND_AFTER_MS = 20_000;

/**
 * Sends again what is parked for something that has appeared in the ERP. Those that wait for the same come by
 * themselves (see `WAIT_FOR_MISSING_MS`). To be called about once a minute, one call at a time; returns how many.
 *
 * | the parked delivery | the thing | |
 * |---|---|---|
 * | accepted, or gone | | forgotten: the next one that misses it is parked |
 * | parked for something else | | forgotten |
 * | under way (a person retried it) | | left alone: it goes through, or parks again |
 * | parked for it | not there | left alone |
 * | parked for it | there | sent again, then forgotten |
 */
export async function retryAppeared(
  services: AppearedServices,
  { atMost = 20, forMs = 20_000 }: AppearedOptions = {},
): Promise<number> {
  const startedAtMs = services.now();
  if (services.connector.isThere === undefined) return 0;
  let sent = 0;
  for (const thing of turnOf(await readMissing(services.store), atMost, startedAtMs)) {
    if (services.now() - startedAtMs > forMs) break;
    const isSent = await lookAfter(services, thing);
    if (isSent) sent += 1;
  }
  return sent;
}

/** Whose turn it is at this minute, so that nobody has to remember how far the last run came. */
function turnOf(things: MissingThing[], atMost: number, nowMs: number): MissingThing[] {
  const from = things.length <= atMost ? 0 : (Math.floor(nowMs / MINUTE) * atMost) % things.length;
  return [...things.slice(from), ...things.slice(0, from)].slice(0, atMost);
}

/** Whether its delivery was sent again. */
async function lookAfter(services: AppearedServices, thing: MissingThing): Promise<boolean> {
  const delivery = await services.retry.delivery(thing.deliveryId);
  if (delivery?.state === 'pending') return false;
  const standsForIt = delivery?.state === 'parked' && delivery.lastError === thing.message;
  if (standsForIt && !(await isThere(services.connector, thing.what))) return false;
  const isSent = standsForIt && (await sendAppeared(services, delivery, thing));
  await forget(services, thing);
  return isSent;
}

function sendAppeared(
  services: AppearedServices,
  delivery: Delivery,
  { what }: MissingThing,
): Promise<boolean> {
  const sentence = say('delivery.appeared', { ...subjectOf(delivery), what });
  const entry = attemptEntry(delivery, 'ok', sentence, { durationMs: null, detail: { what } });
  const { retry: store, dispatcher, now } = services;
  return sendAgain({ store, dispatcher, now }, delivery, entry, SEND_AFTER_MS);
}

/** A connector that throws has a bug; the thing counts as not there. */
async function isThere(connector: ErpConnector, what: string): Promise<boolean> {
  try {
    return (await connector.isThere?.(what)) ?? false;
  } catch {
    return false;
  }
}

/** When somebody else is just changing the list, the next minute finds the delivery sent and forgets the thing. */
async function forget(services: AppearedServices, { what, deliveryId }: MissingThing): Promise<void> {
  const { store } = services;
  await whileListIsOurs(services, async () => {
    const things = await readMissing(store);
    const kept = things.filter((thing) => thing.what !== what || thing.deliveryId !== deliveryId);
    if (kept.length < things.length) await saveMissing(store, kept);
  });
}
