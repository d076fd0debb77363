import { english } from './english';

export interface Found {
  dispatched: number;
  orders: number;
  positions: number;
  streams: number;
}

/** What the hook, the feed and the sweep did. One that ends in a colon is followed by why. */
export const LISTENER_SENTENCES = {
  'feed.brought': english<{ read: number; dispatched: number; ignored: number }>(
    'The feed brought {read, plural, one {# event} other {# events}}: {dispatched, number} handed over, {ignored, number} ignored.',
  ),
  'feed.not-drained': english('The feed could not be drained:'),
  'feed.configured': english('The order feed was configured at VTEX.'),
  'feed.repaired': english<{ differed: string[] }>('The order feed was repaired: its {differed} differed.'),
  'feed.foreign': english<{ filter: string }>(
    "The order feed of this app key is not Holdfast's and is left alone, neither changed nor read: it asks for {filter}. VTEX keeps one feed per app key.",
  ),
  'feed.taken-over': english<{ filter: string }>(
    'The order feed was taken over; what was there ({filter}) is kept, and comes back when Holdfast is unregistered.',
  ),
  'feed.none': english('There is no order feed at VTEX.'),
  'feed.removed': english('The order feed was removed at VTEX, for good.'),
  'feed.given-back': english<{ filter: string }>(
    'The order feed is again what it was before Holdfast took it over ({filter}).',
  ),
  'feed.not-checked': english('The order feed could not be checked or configured:'),
  'hook.registered': english('The order hook was registered at VTEX.'),
  'hook.repaired': english<{ differed: string[] }>('The order hook was repaired: its {differed} differed.'),
  'hook.foreign': english<{ address: string }>(
    "The order hook of this app key is not Holdfast's and is left alone: it calls {address}. VTEX keeps one hook per app key.",
  ),
  'hook.taken-over': english<{ address: string }>(
    'The order hook was taken over; what was there ({address}) is kept, and comes back when Holdfast is unregistered.',
  ),
  'hook.none': english('There is no order hook at VTEX.'),
  'hook.removed': english('The order hook was removed at VTEX, for good.'),
  'hook.given-back': english<{ address: string }>(
    'The order hook calls {address} again, as before Holdfast took it over.',
  ),
  'listener.way-out': english<{ resources: string[] }>(
    "Give Holdfast an app key of its own (License Manager resources: {resources}), or set HOLDFAST_TAKE_OVER=true (inside VTEX IO the setting takeOver): what is there is then kept, and comes back when Holdfast is unregistered. Take over, too, what is Holdfast's own from a database that was lost. Until then the sweep finds orders every ten minutes.",
  ),
  'listener.stopped': english(
    'Holdfast was unregistered: hook and feed are not set up again until somebody registers the hook (in the panel: Listeners).',
  ),
  'listener.not-unregistered': english('The order hook or feed could not be removed or given back:'),
  'hook.refused': english('The order hook cannot be registered:'),
  'hook.not-checked': english('The order hook could not be checked or registered:'),
  'hook.is-registered': english('The order hook is registered.'),
  'rights.missing': english<{ resource: string }>(
    'The app key may not change stock: no update can be sent and no recommendation carried out before it has the License Manager resource "{resource}".',
  ),
  'rights.granted': english('The app key may change stock now.'),
  'sweep.found': english<Found>(
    'The sweep found {dispatched, plural, one {# order} other {# orders}} that hook and feed missed, and started again {orders, plural, one {# order} other {# orders}}, {positions, plural, one {# position} other {# positions}} and {streams, plural, one {# delivery} other {# deliveries}}.',
  ),
  'sweep.stopped': english('The sweep stopped and goes on at its next turn:'),
  'sweep.cannot-list': english('The sweep cannot list every order:'),
  'sweep.news': english<{ count: number }>(
    '{count, plural, one {# order was news and is} other {# orders were news and are}} looked at.',
  ),
  'sweep.rest-waits': english('The rest waits for the next turn.'),
  'sweep.ended-early': english('It stopped and goes on at its next turn:'),
  'sweep.asked-for': english('A sweep was asked for; what it finds is in the log.'),
  'sweep.waits-for-worker': english('It was asked for and waits for a worker.'),
  'backfill.begun': english<{ who: string }>('{who} asked for a backfill of older orders.'),
  'backfill.done': english<{ listed: number; dispatched: number }>(
    'The backfill is through: VTEX listed {listed, plural, one {# order} other {# orders}}, {dispatched} of them news.',
  ),
  'backfill.waits': english('The backfill waits, and goes on by itself:'),
  'sweep.did-not-end': english('The last sweep did not end; the next one goes on where it stopped.'),
};
