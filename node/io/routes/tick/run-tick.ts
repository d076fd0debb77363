import { checkMissingRights, checkRights } from '../../../listeners/check-rights';
import { redispatchDue } from '../../../listeners/redispatch-due';
import { recoverRemovals } from '../../../removal/recover-removals';
import { readListenerState } from '../../../store/listener-state';
import type { OpenAccount, Run } from '../../host/io-host';
import { RUN_TIMES, serveWork } from '../../host/serve-work';
import { askForDailyRun } from '../../reconciliation/ask-for-run';
import { tidySearch } from '../../search/tidy-search';
import type { IoSettings } from '../../settings/parse-settings';
import { backfillOnce, drainOnce, keepHook, sweepOnce } from '../../work/listen';

/** What a step says of itself, for whoever reads the answer: numbers and one word, no ids. */
export type StepReport = Record<string, number | string | boolean | null> | 'skipped' | 'failed' | 'no time';

export interface TickReport {
  kind: 'done';
  hook: StepReport;
  feed: StepReport;
  redispatched: StepReport;
  recovered: StepReport;
  sweep: StepReport;
  backfill: StepReport;
  reconciliation: StepReport;
  tidied: StepReport;
  work: StepReport;
  durationMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SWEEP_EVERY_MS = 10 * 60_000;
/** Removals of a worker that died; those of the last moments may still be running somewhere. */
const UNFINISHED_AFTER_MS = 60_000;
const REDISPATCHED_AT_ONCE = 100;
const TIDIED_AT_ONCE = 50;
const RECORDS_AT_ONCE = 20;
/** A count or a delivery may be late by days; whoever saw an order would miss it when it went so soon. */
const SHORTEST_RECORD_MS = 14 * DAY_MS;
/** No listener is begun after this; the rest of the time is for waiting work. */
const LISTEN_FOR_MS = 20_000;

interface Step {
  name: Exclude<keyof TickReport, 'kind' | 'work' | 'durationMs'>;
  run(tick: Tick): Promise<StepReport>;
}

interface Tick {
  open: OpenAccount;
  run: Run;
  settings: IoSettings;
  lastHookMs: number;
  lastSweepMs: number;
}

/** In the order of their worth: what was lost first, what may be found out later last. */
const STEPS: readonly Step[] = [
  { name: 'feed', run: feed },
  { name: 'recovered', run: recovered },
  { name: 'redispatched', run: redispatched },
  { name: 'hook', run: hook },
  { name: 'sweep', run: sweep },
  { name: 'backfill', run: backfill },
  { name: 'reconciliation', run: reconciliation },
  { name: 'tidied', run: tidied },
];

/** What the clock would do, had the platform one: each step by itself, so that one that fails stops no other. */
export async function runTick(open: OpenAccount, settings: IoSettings): Promise<TickReport> {
  const startedAtMs = open.now();
  const run = open.begin(settings, startedAtMs + RUN_TIMES.deadlineMs);
  const { hook: lastHook, sweep: lastSweep } = await readListenerState(open.store);
  const tick: Tick = {
    open,
    run,
    settings,
    lastHookMs: lastHook?.checkedAtMs ?? 0,
    lastSweepMs: lastSweep?.sweptAtMs ?? 0,
  };
  const reports: Partial<Record<Step['name'], StepReport>> = {};
  for (const step of STEPS) {
    const isLate = open.now() - startedAtMs > LISTEN_FOR_MS;
    reports[step.name] = isLate
      ? 'no time'
      : await step.run(tick).catch((error: unknown) => failed(open, step, error));
  }
  const paths = run.bell.waiting().map(({ path }) => path);
  const work = await serveWork(open, settings, paths, startedAtMs, { run }).catch((error: unknown) => {
    failed(open, { name: 'work' }, error);
    return 'failed' as const;
  });
  return {
    kind: 'done',
    ...(reports as Record<Step['name'], StepReport>),
    work: work === null ? 'skipped' : typeof work === 'string' ? work : { ...work },
    durationMs: open.now() - startedAtMs,
  };
}

function failed(open: OpenAccount, { name }: { name: string }, error: unknown): 'failed' {
  open.log.error(`A step of the tick failed (${name}).`, {
    error: error instanceof Error ? error.name : 'unknown',
  });
  return 'failed';
}

async function feed({ run, settings }: Tick): Promise<StepReport> {
  if (!settings.readFeed) return 'skipped';
  const { outcome, read, dispatched, failure } = await drainOnce(run, settings);
  return { outcome, read, dispatched, failure: failure?.kind ?? null };
}

/** Hourly, also when it is off. */
async function hook({ run, settings, lastHookMs }: Tick): Promise<StepReport> {
  if (run.now() - lastHookMs < HOUR_MS) {
    await checkMissingRights(run);
    return 'skipped';
  }
  await checkRights(run);
  const { outcome } = await keepHook(run, settings);
  return { outcome };
}

async function recovered({ run }: Tick): Promise<StepReport> {
  await recoverRemovals(run, UNFINISHED_AFTER_MS);
  return { checked: true };
}

async function redispatched({ run }: Tick): Promise<StepReport> {
  const { orders, positions, streams } = await redispatchDue(run, { limit: REDISPATCHED_AT_ONCE });
  return { orders, positions, streams };
}

async function sweep({ run, lastSweepMs }: Tick): Promise<StepReport> {
  if (run.now() - lastSweepMs < SWEEP_EVERY_MS) return 'skipped';
  const { listed, dispatched, caughtUp, failure } = await sweepOnce(run);
  return { listed, dispatched, caughtUp, failure: failure?.kind ?? null };
}

async function backfill({ run }: Tick): Promise<StepReport> {
  const state = await backfillOnce(run);
  if (state === null) return 'skipped';
  const { listed, handedOver, endedAtMs } = state;
  return { listed, handedOver, done: endedAtMs !== null };
}

async function reconciliation({ run }: Tick): Promise<StepReport> {
  return { asked: await askForDailyRun(run) };
}

/** Old lines of the log and reports, and orders that have been over for long, a little at a time. */
async function tidied({ open, settings }: Tick): Promise<StepReport> {
  const keepMs = settings.retentionDays * DAY_MS;
  const { orders, plans, reports } = await open.store.tidy({
    retentionMs: Math.max(keepMs, SHORTEST_RECORD_MS),
    atMost: RECORDS_AT_ONCE,
  });
  const outcome = await tidySearch(open.search, { nowMs: open.now(), keepMs, limit: TIDIED_AT_ONCE });
  const isDone = outcome.kind === 'tidied' && outcome.isDone;
  return { lines: outcome.deleted, orders, plans, reports, done: isDone };
}
