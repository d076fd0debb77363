import type { Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import { tellFailure } from '../middlewares/outcome';
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
    end: ({ endedAtMs: number; total: number | null } & Sentence) | null,
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
  await tell(summary, { endedAtMs: now(), total, ...endSentence(summary) });
  await saveSweepState(store, {
    sweptAtMs: now(),
    outcome: summary.failure === null ? 'swept' : 'failed',
    orders: summary.dispatched,
    message: summary.failure?.message ?? null,
    said: summary.failure?.said,
  });
  return summary;
}

function endSentence({ failure, caughtUp, dispatched }: SweepSummary): Sentence {
  if (failure) return together(say('sweep.ended-early'), tellFailure(failure));
  return together(say('sweep.news', { count: dispatched }), caughtUp ? null : say('sweep.rest-waits'));
}
