import type { EventContext, EventHandler, RecorderState } from '@vtex/api';
import { takenOf } from '../../middlewares/hook/record-notification';
import type { Clients } from '../clients/clients';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import type { Opener } from '../host/opener';
import { ring, serveWork } from '../host/serve-work';
import { beginTaking, intakeOf } from '../host/taking';
import { pathsOf } from '../work/work-bell';
import { mayChangeReservations, readBroadcast } from './read-broadcast';

type IoEvent = EventContext<Clients, RecorderState>;
type Handler = EventHandler<Clients, RecorderState>;

/** By the ids of service.json. */
export function createEvents(opener: Opener): Record<string, Handler> {
  return { orderStatus: orderStatus(opener), work: work(opener) };
}

/**
 * Long enough for the look at the order and for what it asks for at once. The gather window is not waited out
 * here: whether the courier brings one store's events one after another is not documented, and orders behind
 * this one must not wait for it.
 */
const ORDER_WAIT_MS = 3_000;
/** Nor for an ERP that does not answer; what is left is rung for. */
const ORDER_SEND_MS = 10_000;

/**
 * An order's status changed. First the work is made durable: when that fails so does the event, and the courier
 * may bring it again. Then the order goes through the chain; what fails there only comes later.
 */
function orderStatus(opener: Opener): Handler {
  return async function orderStatusUpdated(ctx: IoEvent) {
    const notification = readBroadcast(ctx.body);
    if (notification === null || !mayChangeReservations(notification)) return;
    const open = opener(ctx);
    const startedAtMs = open.now();
    // The work comes first: taking it needs no settings, and they may not be readable today.
    const taking = beginTaking(open, { kind: 'unavailable' });
    const taken = await intakeOf(taking).take(takenOf(notification));
    if (taken.kind === 'unavailable') throw new PlatformUnavailable(taken.message);
    const loaded = await open.settings();
    if (loaded.kind === 'unavailable') await ring(open, taking);
    if (loaded.kind !== 'good') return;
    const paths = taking.bell.waiting().map(({ path }) => path);
    try {
      await serveWork(open, loaded.settings, paths, startedAtMs, {
        waitForMs: ORDER_WAIT_MS,
        sendForMs: ORDER_SEND_MS,
      });
    } catch (error) {
      if (!(error instanceof PlatformUnavailable)) throw error;
      open.log.warn('The order is looked at later: the store of records does not answer.');
    }
  };
}

/** The app's event to itself: work waits, or soon will. Nothing in it is believed; the list says what there is. */
function work(opener: Opener): Handler {
  return async function workWaits(ctx: IoEvent) {
    const open = opener(ctx);
    const startedAtMs = open.now();
    const loaded = await open.settings();
    if (loaded.kind !== 'good') return;
    await serveWork(open, loaded.settings, pathsOf(ctx.body), startedAtMs, { lingers: true });
  };
}
