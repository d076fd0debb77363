import { type SettingsProblem, sayProblems } from '../settings/parse-settings';
import { soonWritten } from '../work/line-of-log';
import type { AccountMemory } from './account-memory';
import type { RunClock } from './vtex-of-run';

const AGAIN_AFTER_MS = 30 * 60_000;

/** A line in the sync log, once for each set of problems and now and then again; never a reason to fail. */
export async function tellProblems(
  memory: Pick<AccountMemory, 'store' | 'toldProblems'>,
  problems: readonly SettingsProblem[],
  { now, pause }: RunClock,
): Promise<void> {
  const nowMs = now();
  const sentence = sayProblems(problems);
  const { message } = sentence;
  const { text, atMs } = memory.toldProblems;
  if (text === message && nowMs - atMs < AGAIN_AFTER_MS) return;
  memory.toldProblems = { text: message, atMs: nowMs };
  const fields = problems.map(({ name }) => name);
  const line = memory.store.appendLog([
    { kind: 'failure', outcome: 'attention', ...sentence, detail: { fields } },
  ]);
  await soonWritten(line, pause);
}
