type End = () => unknown;

const ends: End[] = [];

/** For what was just started: a test or a hook that fails half way has only what it registered here to be ended by. */
export function atEnd(end: End): void {
  ends.push(end);
}

/**
 * Ends everything that was registered since the last time, the last first: `afterAll(endAll)`. One that fails keeps
 * none of the others from ending; the first failure is thrown.
 */
export async function endAll(): Promise<void> {
  const failures: unknown[] = [];
  for (const end of ends.splice(0).reverse()) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
