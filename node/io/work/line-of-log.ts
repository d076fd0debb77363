/** VTEX waits 5 s for the hook's answer, and a slow Master Data takes as long for one line. */
export const LINE_WAIT_MS = 500;

/**
 * Waits a moment for a line of the log, and never fails because of it: the line may be written after that, or not
 * at all. Only what is safe without the line may be done by whoever comes here.
 */
export async function soonWritten(
  line: Promise<unknown>,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  const written = line.then(
    () => undefined,
    () => undefined,
  );
  await Promise.race([written, pause(LINE_WAIT_MS)]);
}
