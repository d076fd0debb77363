import { numbered } from './numbered';

/** What a person has to know, on the overview. One that ends in a colon is followed by why. */
export const PROBLEM_SENTENCES = {
  'problem.watermarks-given-up': () =>
    'VTEX released a reservation that an update had to keep. Watermarks are given up: updates run only while no order in handling is open. See the recommendations for what was repaired.',
  'problem.updates-failed': ({ count }: { count: number }) =>
    `${numbered(count, 'update was', 'updates were')} refused, or read back and not as intended: see the recommendations in state failed.`,
  'problem.overwritten': ({ count }: { count: number }) =>
    `${numbered(count, 'SKU and warehouse was', 'SKUs and warehouses were')} written past Holdfast at least twice within a day: see the writes in the sync log, and lead whoever it is through the gateway.`,
  'problem.resource-missing': ({ endpoint, resource }: { endpoint: string; resource: string }) =>
    `The app key may not call ${endpoint}: give it the License Manager resource "${resource}".`,
  'problem.key-refused': ({ endpoint }: { endpoint: string }) =>
    `VTEX does not accept VTEX_APP_KEY and VTEX_APP_TOKEN (${endpoint}).`,
  'problem.call': ({ endpoint, words }: { endpoint: string; words: string }) => `${endpoint}: ${words}`,
  'problem.hook': () => 'The order hook is not registered:',
  'problem.feed': () => 'The order feed could not be read:',
  'problem.feed-silent': () => 'The order feed was not read for over an hour.',
  'problem.sweep': () => 'The sweep over recent orders failed:',
  'problem.no-reason': () => 'VTEX did not say why.',
  'problem.parked': ({ count }: { count: number }) =>
    `${count} message(s) to the ERP are parked, and the later ones of their orders wait: mend the cause, then retry them.`,
  'problem.erp': () => 'The ERP does not take messages.',
  'problem.jobs-wait': ({ task }: { task: string }) =>
    `Work waits for over an hour (${task}): is a worker process running?`,
};
