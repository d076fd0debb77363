import { saveSweepState } from '../store/listener-state';
import { saveSweepProgress } from '../store/sweep-progress';
import { type SweepOptions, type SweepServices, type SweepSummary, sweep } from './sweep';

/** A sweep of a day's orders lists hundreds of pages; a person looks once or twice a second. */
const AT_MOST_EVERY_MS = 500;

/** The sweep, leaving its progress, and in the end its outcome, where the admin API reads them. */
export async function sweepAndTell(
  services: SweepServices,
  options: Omit<SweepOptions, 'onProgress'> = {},
): Promise<SweepSummary> {
  const { store, now } = services;
  const startedAtMs = now();
  let toldAtMs = Number.NEGATIVE_INFINITY;
  const tell = (
    { listed, share }: SweepSummary,
    end: { endedAtMs: number; total: number | null; message: string } | null,
  ) =>
    saveSweepProgress(store, {
      startedAtMs,
      updatedAtMs: now(),
      orders: listed,
      share,
      ...(end ?? { endedAtMs: null, total: null, message: null }),
    });
  const summary = await sweep(services, {
    ...options,
    async onProgress(soFar) {
      if (now() - toldAtMs < AT_MOST_EVERY_MS) return;
      toldAtMs = now();
      await tell(soFar, null);
    },
  });
  const total = summary.caughtUp ? summary.listed : null;
  await tell(summary, { endedAtMs: now(), total, message: endMessage(summary) });
  await saveSweepState(store, {
    sweptAtMs: now(),
    outcome: summary.failure === null ? 'swept' : 'failed',
    orders: summary.dispatched,
    message: summary.failure?.message ?? null,
  });
  return summary;
}

function endMessage({ failure, caughtUp, dispatched }: SweepSummary): string {
  if (failure) return `It stopped and goes on at its next turn: ${failure.message}`;
  const found =
    dispatched === 1
      ? '1 order was news and is looked at.'
      : `${dispatched} orders were news and are looked at.`;
  return caughtUp ? found : `${found} The rest waits for the next turn.`;
}
