import { english } from './english';

/** What a person has to know, on the overview. One that ends in a colon is followed by why. */
export const PROBLEM_SENTENCES = {
  'problem.watermarks-given-up': english(
    'VTEX released a reservation that an update had to keep. Watermarks are given up: updates run only while no order in handling is open. See the recommendations for what was repaired.',
  ),
  'problem.updates-failed': english<{ count: number }>(
    '{count, plural, one {# update was} other {# updates were}} refused, or read back and not as intended: see the recommendations in state failed.',
  ),
  'problem.resource-missing': english<{ endpoint: string; resource: string }>(
    'The app key may not call {endpoint}: give it the License Manager resource "{resource}".',
  ),
  'problem.key-refused': english<{ endpoint: string }>(
    'VTEX does not accept VTEX_APP_KEY and VTEX_APP_TOKEN ({endpoint}).',
  ),
  'problem.call': english<{ endpoint: string; words: string }>('{endpoint}: {words}'),
  'problem.hook': english('The order hook is not registered:'),
  'problem.feed': english('The order feed could not be read:'),
  'problem.feed-silent': english('The order feed was not read for over an hour.'),
  'problem.sweep': english('The sweep over recent orders failed:'),
  'problem.no-reason': english('VTEX did not say why.'),
  'problem.parked': english<{ count: number }>(
    '{count, number} message(s) to the ERP are parked, and the later ones of their orders wait: mend the cause, then retry them.',
  ),
  'problem.erp': english('The ERP does not take messages.'),
  'problem.jobs-wait': english<{ task: string }>(
    'Work waits for over an hour ({task}): is a worker process running?',
  ),
};
