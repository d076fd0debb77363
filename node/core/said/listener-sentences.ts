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
  'feed.not-checked': () => 'The order feed could not be checked or configured:',
  'hook.registered': () => 'The order hook was registered at VTEX.',
  'hook.repaired': ({ differed }: { differed: string[] }) =>
    `The order hook was repaired: its ${differed.join(', ')} differed.`,
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
  'sweep.did-not-end': () => 'The last sweep did not end; the next one goes on where it stopped.',
};
