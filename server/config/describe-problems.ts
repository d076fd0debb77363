import type { ConfigProblem } from './server-config';

/** What the process prints before it exits with 1: one line for each wrong variable. Never shows a value. */
export function describeProblems(problems: readonly ConfigProblem[]): string {
  const lines = problems.map(({ name, wants }) => `  ${name} wants ${wants}`);
  return [
    'Holdfast cannot start: the environment has wrong values.',
    ...lines,
    'See docs/configuration.md.',
  ].join('\n');
}
