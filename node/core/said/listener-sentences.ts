import { numbered } from './numbered';

export interface Found {
  dispatched: number;
  orders: number;
  positions: number;
  streams: number;
}

const orders = (count: number) => numbered(count, 'order', 'orders');

/** What the hook, the feed and the sweep did. One that ends in a colon is followed by why. */
export const LISTENER_SENTENCES = {
  'feed.brought': ({ read, dispatched, ignored }: { read: number; dispatched: number; ignored: number }) =>
    `The feed brought ${numbered(read, 'event', 'events')}: ${dispatched} handed over, ${ignored} ignored.`,
  'feed.not-drained': () => 'The feed could not be drained:',
  'feed.configured': () => 'The order feed was configured at VTEX.',
  'feed.repaired': ({ differed }: { differed: string[] }) =>
    `The order feed was repaired: its ${differed.join(', ')} differed.`,
  'feed.foreign': ({ filter }: { filter: string }) =>
    `The order feed of this app key is not Holdfast's and is left alone, neither changed nor read: it asks for ${filter}. VTEX keeps one feed per app key.`,
  'feed.taken-over': ({ filter }: { filter: string }) =>
    `The order feed was taken over; what was there (${filter}) is kept, and comes back when Holdfast is unregistered.`,
  'feed.none': () => 'There is no order feed at VTEX.',
  'feed.removed': () => 'The order feed was removed at VTEX, for good.',
  'feed.given-back': ({ filter }: { filter: string }) =>
    `The order feed is again what it was before Holdfast took it over (${filter}).`,
  'feed.not-checked': () => 'The order feed could not be checked or configured:',
  'hook.registered': () => 'The order hook was registered at VTEX.',
  'hook.repaired': ({ differed }: { differed: string[] }) =>
    `The order hook was repaired: its ${differed.join(', ')} differed.`,
  'hook.foreign': ({ address }: { address: string }) =>
    `The order hook of this app key is not Holdfast's and is left alone: it calls ${address}. VTEX keeps one hook per app key.`,
  'hook.taken-over': ({ address }: { address: string }) =>
    `The order hook was taken over; what was there (${address}) is kept, and comes back when Holdfast is unregistered.`,
  'hook.none': () => 'There is no order hook at VTEX.',
  'hook.removed': () => 'The order hook was removed at VTEX, for good.',
  'hook.given-back': ({ address }: { address: string }) =>
    `The order hook calls ${address} again, as before Holdfast took it over.`,
  'listener.way-out': ({ resources }: { resources: string[] }) =>
    `Give Holdfast an app key of its own (License Manager resources: ${resources.join(', ')}), or set HOLDFAST_TAKE_OVER=true (inside VTEX IO the setting takeOver): what is there is then kept, and comes back when Holdfast is unregistered. Take over, too, what is Holdfast's own from a database that was lost. Until then the sweep finds orders every ten minutes.`,
  'listener.stopped': () =>
    'Holdfast was unregistered: hook and feed are not set up again until somebody registers the hook (in the panel: Listeners).',
  'listener.not-unregistered': () => 'The order hook or feed could not be removed or given back:',
  'hook.refused': () => 'The order hook cannot be registered:',
  'hook.not-checked': () => 'The order hook could not be checked or registered:',
  'hook.is-registered': () => 'The order hook is registered.',
  'rights.missing': ({ resource }: { resource: string }) =>
    `The app key may not change stock: no update can be sent and no recommendation carried out before it has the License Manager resource "${resource}".`,
  'rights.granted': () => 'The app key may change stock now.',
  'sweep.found': ({ dispatched, orders: again, positions, streams }: Found) =>
    `The sweep found ${orders(dispatched)} that hook and feed missed, and started again ${orders(again)}, ${numbered(positions, 'position', 'positions')} and ${numbered(streams, 'delivery', 'deliveries')}.`,
  'sweep.stopped': () => 'The sweep stopped and goes on at its next turn:',
  'sweep.cannot-list': () => 'The sweep cannot list every order:',
  'sweep.news': ({ count }: { count: number }) =>
    `${orders(count)} ${count === 1 ? 'was' : 'were'} news and ${count === 1 ? 'is' : 'are'} looked at.`,
  'sweep.rest-waits': () => 'The rest waits for the next turn.',
  'sweep.ended-early': () => 'It stopped and goes on at its next turn:',
  'sweep.asked-for': () => 'A sweep was asked for; what it finds is in the log.',
  'sweep.waits-for-worker': () => 'It was asked for and waits for a worker.',
  'backfill.begun': ({ who }: { who: string }) => `${who} asked for a backfill of older orders.`,
  'backfill.done': ({ listed, dispatched }: { listed: number; dispatched: number }) =>
    `The backfill is through: VTEX listed ${orders(listed)}, ${dispatched} of them news.`,
  'backfill.waits': () => 'The backfill waits, and goes on by itself:',
  'sweep.did-not-end': () => 'The last sweep did not end; the next one goes on where it stopped.',
};
