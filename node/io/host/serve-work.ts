import { PlatformUnavailable } from '../documents/platform-unavailable';
import type { IoSettings } from '../settings/parse-settings';
import { failedPieceEntry } from '../work/run-one';
import { type RunSummary, runWork } from '../work/run-work';
import { ringing } from '../work/work-bell';
import type { OpenAccount, Run } from './io-host';

/**
 * Times of one run, in ms from its beginning. The platform stops waiting for a service after 60 s (the most that
 * service.json may say); the last piece is begun well before, and ends by the deadline of its VTEX calls.
 */
export const RUN_TIMES = {
  /** No piece is begun after this. */
  startForMs: 38_000,
  /** What is due by then is waited for: gather windows, pairs of events, somebody else's lock. */
  waitForMs: 20_000,
  /** Nothing is sent to VTEX after this. */
  deadlineMs: 48_000,
} as const;

export interface ServeOptions {
  run?: Run;
  /** Instead of those of `RUN_TIMES`. */
  waitForMs?: number;
  /** Nothing is sent to the ERP after this, in ms from the beginning; `startForMs` when it is not said. */
  sendForMs?: number;
  lingers?: boolean;
}

/**
 * Has the waiting work done, the given pieces first, and rings for what is left. Null when another run of this
 * worker does it. Work is durable before anybody comes here: what fails here only comes later.
 */
export async function serveWork(
  open: OpenAccount,
  settings: IoSettings,
  paths: readonly string[],
  startedAtMs: number,
  options: ServeOptions = {},
): Promise<RunSummary | null> {
  const run = options.run ?? open.begin(settings, startedAtMs + RUN_TIMES.deadlineMs);
  const limits = {
    startUntilMs: startedAtMs + RUN_TIMES.startForMs,
    sendUntilMs: startedAtMs + (options.sendForMs ?? RUN_TIMES.startForMs),
    waitUntilMs: startedAtMs + (options.waitForMs ?? RUN_TIMES.waitForMs),
    lingers: options.lingers ?? false,
  };
  const served = await open.desk.join(paths, (hints, waits) =>
    runWork(
      {
        list: run.list,
        bell: run.bell,
        pieces: run,
        ...waits,
        onFailure: (error, kind) => tell(open, error, kind),
      },
      hints,
      limits,
    ),
  );
  if (served === null) return null;
  await ring(open, run, served.left, served.summary.nextAtMs);
  return served.summary;
}

/** Sends the app an event when something is due soon; nobody waits for more than the sending. */
export async function ring(
  open: OpenAccount,
  run: Pick<Run, 'bell'>,
  left: readonly string[] = [],
  nextAtMs: number | null = null,
): Promise<void> {
  const waiting = [...left.map((path) => ({ path, notBeforeMs: 0 })), ...run.bell.waiting()];
  const event = ringing(waiting, nextAtMs, open.now());
  if (event === null) return;
  await open.ports.announce(event).catch((error: unknown) => {
    open.log.warn('The event to the app itself was not taken; its work waits for the next event or tick.', {
      error: nameOf(error),
    });
  });
}

function tell(open: OpenAccount, error: unknown, kind: string): void {
  const isAway = error instanceof PlatformUnavailable;
  open.log.error(`A piece of work failed (${kind}).`, describe(error));
  if (!isAway) void open.store.appendLog([failedPieceEntry(error, kind)]).catch(() => undefined);
}

/** Only our own errors' words are safe to log: an axios error quotes the request with its credential. */
export function describe(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: 'unknown error' };
  const isHttp = 'config' in error || 'request' in error;
  return isHttp ? { error: error.name } : { error: error.name, message: error.message, stack: error.stack };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : 'unknown error';
}
