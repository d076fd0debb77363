import type { Instant } from '../instant';
import { english } from './english';

/** What must have been seen before updates may run by themselves, each as it is now; and the way back. */
export const SAFETY_SENTENCES = {
  'safe.updates-proven': english<{ count: number; wanted: number }>(
    '{count, plural, one {# update was} other {# updates were}} sent and proven by reading back; at least {wanted, number} are wanted. Approve recommendations to get there.',
  ),
  'safe.none-failed': english('No update has failed.'),
  'safe.watermark-proven': english('VTEX was seen to keep an open reservation behind the watermark.'),
  'safe.watermark-unproven': english(
    'No update that had to keep an open reservation is proven yet: approve one of a position where a later order is in handling.',
  ),
  'safe.watermark-given-up': english(
    'Watermarks are given up for this account: updates run only while nothing open is in handling at a position, which needs no watermark.',
  ),
  'safe.books-agree': english<{ comparedAt: Instant }>(
    'The comparison of the books of {comparedAt} left no difference unexplained.',
  ),
  'safe.books-differ': english<{ count: number }>(
    'The last comparison of the books left {count, plural, one {# difference} other {# differences}} unexplained: see Reconciliation.',
  ),
  'safe.books-old': english<{ comparedAt: Instant }>(
    'The books were last compared at {comparedAt}, too long ago: compare them again.',
  ),
  'safe.books-unknown': english(
    'The books were not compared yet, or none of their lines could be: compare them.',
  ),
  'safe.key-may': english('The app key may change stock.'),
  'safe.key-unknown': english('VTEX has not said yet whether the app key may change stock.'),
  'safe.events-come': english('Order events come in, by the hook or by the feed.'),
  'safe.events-not': english(
    'Order events do not come in as they should: hook and feed must not fail, and one of them must be there.',
  ),
  'safe.events-unknown': english('Neither the hook nor the feed has been looked at yet.'),
  'safe.erp-takes': english('The ERP takes its messages; none is parked.'),
  'safe.erp-none': english('No ERP is connected: nobody has to be told.'),
  'safe.erp-not': english('The ERP does not take its messages, or some are parked: see Deliveries.'),
  'safe.way-back': english(
    'To go back, set the mode to recommend and start again: from then on no update is sent without a yes. One that is under way is read back to its end, and plans that were to run by themselves wait for a person. Nothing that was done has to be undone.',
  ),
};
