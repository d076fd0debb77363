import type { Pool } from 'pg';
import type { Workers } from '../jobs/start-workers';
import { createMetrics } from '../metrics/create-metrics';
import { hostHealth } from './host-health';

const NOW_MS = 1_000_000_000;
const MINUTE_MS = 60_000;
const WELL = { query: async () => [{ rows: [{ takes_changes: true, migrated: true }] }] } as unknown as Pool;
const GONE = { query: () => Promise.reject(new Error('gone')) } as unknown as Pool;

/** `downForMs`: for so long no runner has worked; null: all do; undefined: none was started. */
function healthOf(downForMs: number | null | undefined, pool = WELL, works = true) {
  const downSinceMs = () => (typeof downForMs === 'number' ? NOW_MS - downForMs : null);
  const workers = (): Workers | null =>
    downForMs === undefined ? null : { downSinceMs, stop: async () => undefined };
  const metrics = createMetrics({ waitingNotifications: () => 0 });
  return hostHealth({ pool, metrics, works, workers, now: () => NOW_MS });
}

test.each<[string, ReturnType<typeof healthOf>, string | null, boolean]>([
  ['all runners work', healthOf(null), null, true],
  ['they are not started yet', healthOf(undefined), 'The jobs are being started.', true],
  ['a server without jobs of its own', healthOf(undefined, WELL, false), null, true],
  ['a runner is being replaced', healthOf(MINUTE_MS), 'The jobs are being started again.', true],
  [
    'in vain, on a database that is well',
    healthOf(6 * MINUTE_MS),
    'The jobs are being started again.',
    false,
  ],
  ['in vain, for want of a database', healthOf(60 * MINUTE_MS, GONE), 'The database is not reachable.', true],
])('%s', async (_what, health, notReady, isAlive) => {
  expect(await health.whyNotReady()).toBe(notReady);
  expect((await health.whyNotAlive()) === null).toBe(isAlive);
});
