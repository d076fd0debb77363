import type { VtexProblem } from '../store/listener-state';
import type { ErpHealth, OverviewFacts } from './ports';
import { isoOf } from './schemas/fields';
import type { Problem } from './schemas/overview';

const HOUR_MS = 3_600_000;

/** A failure not seen for so long is over, even if the endpoint was not called again. */
const FORGOTTEN_AFTER_MS = 2 * HOUR_MS;

/** What a person has to know, the most pressing first. */
export function describeProblems(facts: OverviewFacts, erp: ErpHealth, nowMs: number): Problem[] {
  return [
    ...stockProblems(facts),
    ...vtexProblems(facts, nowMs),
    ...listenerProblems(facts, nowMs),
    ...erpProblems(facts, erp),
    ...jobProblems(facts, nowMs),
  ];
}

function stockProblems({ watermarkTrust, failedRemovals }: OverviewFacts): Problem[] {
  const problems: Problem[] = [];
  if (watermarkTrust === 'broken') {
    problems.push(
      plain(
        'stock',
        'VTEX released a reservation that an update had to keep. Watermarks are given up: updates run only while no order in handling is open. See the recommendations for what was repaired.',
      ),
    );
  }
  if (failedRemovals > 0) {
    problems.push(
      plain(
        'stock',
        `${failedRemovals} update(s) were read back and not as intended: see the recommendations in state failed.`,
      ),
    );
  }
  return problems;
}

function vtexProblems({ listeners }: OverviewFacts, nowMs: number): Problem[] {
  return listeners.problems
    .filter((problem) => nowMs - problem.lastMs < FORGOTTEN_AFTER_MS)
    .map((problem) => ({
      area: 'vtex' as const,
      message: vtexSentence(problem),
      since: isoOf(problem.sinceMs),
      missingResource: problem.missingResource,
    }));
}

function vtexSentence({ kind, endpoint, missingResource, message }: VtexProblem): string {
  if (kind === 'forbidden' && missingResource !== null) {
    return `The app key may not call ${endpoint}: give it the License Manager resource "${missingResource}".`;
  }
  if (kind === 'unauthorized') return `VTEX does not accept VTEX_APP_KEY and VTEX_APP_TOKEN (${endpoint}).`;
  return `${endpoint}: ${message}`;
}

function listenerProblems({ listeners: { hook, feed, sweep } }: OverviewFacts, nowMs: number): Problem[] {
  const problems: Problem[] = [];
  if (hook?.outcome === 'failed') {
    problems.push(
      plain(
        'hook',
        `The order hook is not registered: ${hook.message ?? 'VTEX did not say why.'}`,
        hook.checkedAtMs,
      ),
    );
  }
  if (feed?.outcome === 'failed') {
    problems.push(
      plain(
        'feed',
        `The order feed could not be read: ${feed.message ?? 'VTEX did not say why.'}`,
        feed.drainedAtMs,
      ),
    );
  }
  if (feed !== null && nowMs - feed.drainedAtMs > HOUR_MS) {
    problems.push(plain('feed', 'The order feed was not read for over an hour.', feed.drainedAtMs));
  }
  if (sweep?.outcome === 'failed') {
    problems.push(
      plain(
        'sweep',
        `The sweep over recent orders failed: ${sweep.message ?? 'VTEX did not say why.'}`,
        sweep.sweptAtMs,
      ),
    );
  }
  return problems;
}

function erpProblems({ parked, lastAttempt }: OverviewFacts, erp: ErpHealth): Problem[] {
  const problems: Problem[] = [];
  if (parked > 0) {
    problems.push(
      plain(
        'erp',
        `${parked} message(s) to the ERP are parked, and the later ones of their orders wait: mend the cause, then retry them.`,
      ),
    );
  }
  if (erp !== null && !erp.healthy)
    problems.push(plain('erp', erp.note ?? lastAttempt?.message ?? 'The ERP does not take messages.'));
  return problems;
}

function jobProblems({ backlog }: OverviewFacts, nowMs: number): Problem[] {
  return backlog
    .filter((task) => task.oldestReadyAt !== null && nowMs - Date.parse(task.oldestReadyAt) > HOUR_MS)
    .map((task) => ({
      area: 'jobs' as const,
      message: `Work waits for over an hour (${task.task}): is a worker process running?`,
      since: task.oldestReadyAt,
      missingResource: null,
    }));
}

function plain(area: Problem['area'], message: string, sinceMs: number | null = null): Problem {
  return { area, message, since: sinceMs === null ? null : isoOf(sinceMs), missingResource: null };
}
