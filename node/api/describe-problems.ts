import type { Said, Sentence } from '../core/said/said';
import { quote, say, together } from '../core/said/say';
import { RIGHTS_ENDPOINT } from '../listeners/check-rights';
import { tellFailure } from '../middlewares/outcome';
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
    ...rightsProblems(facts),
    ...vtexProblems(facts, nowMs),
    ...listenerProblems(facts, nowMs),
    ...erpProblems(facts, erp),
    ...jobProblems(facts, nowMs),
  ];
}

function stockProblems({ watermarkTrust, failedRemovals, overwritten }: OverviewFacts): Problem[] {
  const problems: Problem[] = [];
  if (watermarkTrust === 'broken') problems.push(plain('stock', say('problem.watermarks-given-up')));
  if (failedRemovals > 0)
    problems.push(plain('stock', say('problem.updates-failed', { count: failedRemovals })));
  if (overwritten > 0) problems.push(plain('stock', say('problem.overwritten', { count: overwritten })));
  return problems;
}

/** The one sentence on a key that may only look; the calls that met the same refusal say nothing more. */
function rightsProblems({ listeners: { rights } }: OverviewFacts): Problem[] {
  if (rights?.outcome !== 'missing') return [];
  const { missingResource, sinceMs } = rights;
  const sentence = say('rights.missing', { resource: missingResource ?? '' });
  return [{ area: 'vtex', ...sentence, since: isoOf(sinceMs), missingResource }];
}

function vtexProblems({ listeners }: OverviewFacts, nowMs: number): Problem[] {
  return listeners.problems
    .filter((problem) => nowMs - problem.lastMs < FORGOTTEN_AFTER_MS)
    .filter(({ endpoint, kind }) => {
      const isTold = listeners.rights?.outcome === 'missing' && endpoint === RIGHTS_ENDPOINT;
      return !(isTold && kind === 'forbidden');
    })
    .map((problem) => ({
      area: 'vtex' as const,
      ...vtexSentence(problem),
      since: isoOf(problem.sinceMs),
      missingResource: problem.missingResource,
    }));
}

function vtexSentence({ kind, endpoint, missingResource: resource, message, said }: VtexProblem): Sentence {
  if (kind === 'forbidden' && resource !== null)
    return say('problem.resource-missing', { endpoint, resource });
  if (kind === 'unauthorized') return say('problem.key-refused', { endpoint });
  const called = say('problem.call', { endpoint, words: message });
  return said === undefined ? called : { ...called, said };
}

function listenerProblems({ listeners: { hook, feed, sweep } }: OverviewFacts, nowMs: number): Problem[] {
  const problems: Problem[] = [];
  if (hook?.outcome === 'failed' || hook?.outcome === 'foreign')
    problems.push(plain('hook', because(say('problem.hook'), hook), hook.checkedAtMs));
  if (feed?.outcome === 'failed' || feed?.outcome === 'foreign')
    problems.push(plain('feed', because(say('problem.feed'), feed), feed.drainedAtMs));
  if (feed !== null && nowMs - feed.drainedAtMs > HOUR_MS)
    problems.push(plain('feed', say('problem.feed-silent'), feed.drainedAtMs));
  if (sweep?.outcome === 'failed')
    problems.push(plain('sweep', because(say('problem.sweep'), sweep), sweep.sweptAtMs));
  return problems;
}

function because(what: Sentence, { message, said }: { message: string | null; said?: Said[] }): Sentence {
  return together(what, message === null ? say('problem.no-reason') : tellFailure({ message, said }));
}

function erpProblems({ parked, lastAttempt }: OverviewFacts, erp: ErpHealth): Problem[] {
  const problems: Problem[] = [];
  if (parked > 0) problems.push(plain('erp', say('problem.parked', { count: parked })));
  if (erp !== null && !erp.healthy) {
    const why = erp.note ?? lastAttempt?.message;
    problems.push(plain('erp', why === undefined ? say('problem.erp') : quote(why)));
  }
  return problems;
}

function jobProblems({ backlog }: OverviewFacts, nowMs: number): Problem[] {
  return backlog
    .filter((task) => task.oldestReadyAt !== null && nowMs - Date.parse(task.oldestReadyAt) > HOUR_MS)
    .map((task) => ({
      area: 'jobs' as const,
      ...say('problem.jobs-wait', { task: task.task }),
      since: task.oldestReadyAt,
      missingResource: null,
    }));
}

function plain(area: Problem['area'], sentence: Sentence, sinceMs: number | null = null): Problem {
  return { area, ...sentence, since: sinceMs === null ? null : isoOf(sinceMs), missingResource: null };
}
