import type { Pool } from 'pg';
import type { HealthOptions } from '../http/health-routes';
import type { Workers } from '../jobs/start-workers';
import type { Metrics } from '../metrics/create-metrics';
import { whyNotReady } from './readiness';

export interface HostHealthOptions {
  pool: Pool;
  metrics: Metrics;
  /** Whether this process works jobs. */
  works: boolean;
  /** Null until they are started. */
  workers(): Workers | null;
  /** Epoch ms. */
  now(): number;
}

/** By then a runner was replaced a good dozen times, and the database is not what keeps it from working. */
const GIVEN_UP_AFTER_MS = 5 * 60_000;

/**
 * Ready: the database takes changes, and jobs are taken. Alive: as long as starting the process again would not help,
 * which it never does while the database is away.
 */
export function hostHealth({ pool, metrics, works, workers, now }: HostHealthOptions): HealthOptions {
  function whyNoWork(): string | null {
    const started = workers();
    if (works && started === null) return 'The jobs are being started.';
    return started === null || started.downSinceMs() === null ? null : 'The jobs are being started again.';
  }
  return {
    metrics,
    whyNotReady: async () => (await whyNotReady(pool)) ?? whyNoWork(),
    async whyNotAlive() {
      const downSinceMs = workers()?.downSinceMs() ?? null;
      if (downSinceMs === null || now() - downSinceMs < GIVEN_UP_AFTER_MS) return null;
      if ((await whyNotReady(pool)) !== null) return null;
      return 'The jobs could not be started again, though the database is well.';
    },
  };
}
