import type { Problem } from '../../../api/schemas/overview';
import type { Sentence } from '../../../core/said/said';

/**
 * The overview with one more problem, the most pressing: nothing is worked. Other answers are left as they are;
 * their header says it.
 */
export function withProblems(body: unknown, sentence: Sentence): unknown {
  if (typeof body !== 'object' || body === null || !('problems' in body) || !Array.isArray(body.problems)) {
    return body;
  }
  const problem: Problem = { area: 'jobs', ...sentence, since: null, missingResource: null };
  return { ...body, problems: [problem, ...body.problems] };
}
