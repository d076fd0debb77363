import type { Log } from '../log/create-log';

/** Stopping takes longer than this only when something hangs. */
const PATIENCE_MS = 25_000;

/** Stops cleanly on SIGTERM or SIGINT and ends the process; a second signal, or a stop that hangs, forces it. */
export function stopOnSignals(log: Log, stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) {
      log.warn({ signal }, 'Stopping at once.');
      process.exit(1);
    }
    stopping = true;
    log.info({ signal }, 'Stopping: no new requests, running jobs end first. Once more to stop at once.');
    setTimeout(() => {
      log.error('Stopping took too long.');
      process.exit(1);
    }, PATIENCE_MS).unref();
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'Stopping failed.');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}
