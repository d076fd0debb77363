import { replayedId, replayId } from '../core/erp-events/erp-event';
import { say } from '../core/said/say';
import type { Delivery, NewDelivery, WantedDeliveries } from '../store/delivery';
import type { DeliveryStore, Dispatcher, LogStore, PlanStore } from '../store/store';

export interface ReplayServices {
  store: Pick<DeliveryStore, 'acceptedDeliveries' | 'queueDeliveries'> & Pick<PlanStore, 'plan'> & LogStore;
  dispatcher: Pick<Dispatcher, 'deliver'>;
  /** Epoch ms. */
  now(): number;
  newId(): string;
}

export interface ReplayedPage {
  replayed: number;
  /** Recommendations that are no longer open: told again they would take the place of newer ones. */
  leftOut: number;
  /** Where to go on; null: that was all. */
  next: string | null;
}

export type ReplayOutcome =
  | { kind: 'replayed'; id: string; stream: string }
  /** Not there, not accepted yet, or no longer kept. */
  | { kind: 'not-found' }
  | { kind: 'overtaken' };

const DELIVERIES_A_PAGE = 200;

/**
 * Sends a page of accepted messages again: an ERP that lost them asks for it. Each goes to the end of its stream,
 * under a new id (a receiver drops the ids it has seen) and otherwise as it was: by its version an ERP that lost
 * nothing sees that it knows it. A page that is cut off and asked for again sends its messages twice, which is
 * harmless for the same reason.
 */
export async function replayPage(
  services: ReplayServices,
  wanted: WantedDeliveries,
  after: string | null,
  who: string,
): Promise<ReplayedPage> {
  const { deliveries, next } = await services.store.acceptedDeliveries(wanted, after, DELIVERIES_A_PAGE);
  const open = await stillOpen(services, deliveries);
  await sendAgain(services, open, who);
  return { replayed: open.length, leftOut: deliveries.length - open.length, next };
}

/** Sends one accepted message again. The id may be that of an earlier replay of it. */
export async function replayDelivery(
  services: ReplayServices,
  deliveryId: string,
  who: string,
): Promise<ReplayOutcome> {
  const id = replayedId(deliveryId) ?? deliveryId;
  const { deliveries } = await services.store.acceptedDeliveries({ id }, null, 1);
  if (deliveries.length === 0) return { kind: 'not-found' };
  const [again] = await sendAgain(services, await stillOpen(services, deliveries), who);
  return again === undefined
    ? { kind: 'overtaken' }
    : { kind: 'replayed', id: again.id, stream: again.stream };
}

async function stillOpen(services: ReplayServices, deliveries: readonly Delivery[]): Promise<Delivery[]> {
  const open: Delivery[] = [];
  for (const delivery of deliveries) {
    if (await isOpen(services, delivery)) open.push(delivery);
  }
  return open;
}

async function isOpen({ store }: ReplayServices, { type, planId }: Delivery): Promise<boolean> {
  if (type !== 'holdfast.removal.recommended' || planId === null) return true;
  const state = (await store.plan(planId))?.state;
  return state === 'proposed' || state === 'approved';
}

/** Whoever asked is on record before anything is queued; a stream nobody asks for is found by the next sweep. */
async function sendAgain(
  { store, dispatcher, now, newId }: ReplayServices,
  deliveries: readonly Delivery[],
  who: string,
): Promise<NewDelivery[]> {
  if (deliveries.length === 0) return [];
  const nonce = newId();
  const again = deliveries.map((delivery) => repeated(delivery, nonce));
  const [only] = deliveries.length === 1 ? deliveries : [];
  const { orderId = null, skuId = null, warehouseId = null, planId = null } = only ?? {};
  const sentence = say('delivery.replayed', { who, count: deliveries.length });
  const subject = { orderId, skuId, warehouseId, planId, deliveryId: only?.id ?? null };
  await store.appendLog([{ kind: 'admin', outcome: 'ok', ...sentence, ...subject }]);
  await store.queueDeliveries(again);
  for (const stream of new Set(again.map((one) => one.stream))) await dispatcher.deliver(stream, now());
  return again;
}

function repeated(delivery: Delivery, nonce: string): NewDelivery {
  const { id, stream, type, orderId, skuId, warehouseId, planId, occurredAt, data } = delivery;
  return { id: replayId(id, nonce), stream, type, orderId, skuId, warehouseId, planId, occurredAt, data };
}
