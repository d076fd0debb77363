import type { Instant } from '../instant';
import {
  PROVEN_WANTED,
  type SafetyCheck,
  type SafetyFacts,
  type SafetyState,
  safeToExecute,
} from './safe-to-execute';

const NOW = Date.parse('2026-03-02T18:00:00Z');
const HOUR = 3_600_000;
const compared = (more: object = {}) => ({
  startedAtMs: NOW - HOUR,
  startedAt: '2026-03-02T17:00:00.0000000Z' as Instant,
  compared: 12,
  unexplained: 0,
  ...more,
});
const GOOD: SafetyFacts = {
  nowMs: NOW,
  provenUpdates: PROVEN_WANTED,
  failedUpdates: 0,
  watermarkTrust: 'proven',
  lastComparison: compared(),
  rights: { outcome: 'granted' },
  hook: 'fine',
  feed: { outcome: 'drained', atMs: NOW - 60_000 },
  erp: { healthy: true, parked: 0 },
};

test('safe when all of it was seen', () => {
  const { isSafe, items } = safeToExecute(GOOD);
  expect(isSafe).toBe(true);
  expect(items.map(({ state }) => state)).toEqual(items.map(() => 'met'));
});

test.each<[SafetyCheck, SafetyState, Partial<SafetyFacts>]>([
  ['updates', 'not-yet', { provenUpdates: PROVEN_WANTED - 1 }],
  ['failures', 'not-met', { failedUpdates: 1 }],
  ['watermark', 'not-yet', { watermarkTrust: 'unproven' }],
  ['books', 'not-yet', { lastComparison: null }],
  ['books', 'not-yet', { lastComparison: compared({ compared: 0 }) }],
  ['books', 'not-yet', { lastComparison: compared({ startedAtMs: NOW - 49 * HOUR }) }],
  ['books', 'not-met', { lastComparison: compared({ unexplained: 1 }) }],
  ['books', 'not-met', { lastComparison: compared({ unexplained: 1, startedAtMs: NOW - 49 * HOUR }) }],
  ['rights', 'not-yet', { rights: null }],
  ['rights', 'not-met', { rights: { outcome: 'missing', missingResource: 'Logistics full access' } }],
  ['events', 'not-yet', { hook: null, feed: null }],
  ['events', 'not-met', { hook: 'failed' }],
  ['events', 'not-met', { feed: { outcome: 'failed', atMs: NOW } }],
  ['events', 'not-met', { feed: { outcome: 'drained', atMs: NOW - 2 * HOUR } }],
  ['events', 'not-met', { hook: 'off', feed: null }],
  ['erp', 'not-met', { erp: { healthy: false, parked: 0 } }],
  ['erp', 'not-met', { erp: { healthy: true, parked: 1 } }],
])('%s is %s, and that alone is enough: %j', (check, state, facts) => {
  const { isSafe, items } = safeToExecute({ ...GOOD, ...facts });
  expect(isSafe).toBe(false);
  expect(items.filter((item) => item.state !== 'met').map((item) => [item.check, item.state])).toEqual([
    [check, state],
  ]);
});

test.each<[string, Partial<SafetyFacts>]>([
  ['watermarks are given up: the other way needs none', { watermarkTrust: 'broken' }],
  ['no ERP is connected', { erp: null }],
  ['the feed alone listens', { hook: 'off' }],
  ['the hook alone listens', { feed: null }],
])('safe too: %s', (_name, facts) => {
  expect(safeToExecute({ ...GOOD, ...facts }).isSafe).toBe(true);
});
