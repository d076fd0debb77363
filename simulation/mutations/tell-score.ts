import { type Mutation, told } from './mutation';
import type { Score } from './run-mutations';

/** The score in words, and whether every fault was tried and noticed, or is explained. */
export function tellScore({ results, stale, untried }: Score): { text: string; isWhole: boolean } {
  const real = results.filter(({ mutation }) => mutation.equivalent === null);
  const explained = results.filter(({ mutation }) => mutation.equivalent !== null);
  const by = (who: 'tests' | 'day') => real.filter(({ notice }) => notice?.by === who).length;
  const survivors = real.filter(({ notice }) => notice === null);
  const wrong = explained.filter(({ notice }) => notice !== null);
  const say = (what: string, mutations: readonly Mutation[]) =>
    mutations.map((mutation) => `${what}: ${told(mutation)}`);
  const text = [
    ...explained.map(({ mutation }) => `changes nothing: ${told(mutation)} (${mutation.equivalent})`),
    ...say(
      'explained as changing nothing, and was noticed',
      wrong.map(({ mutation }) => mutation),
    ),
    ...say(
      'survives',
      survivors.map(({ mutation }) => mutation),
    ),
    ...say('not tried, the time was over', untried),
    ...stale.map((why) => `cannot be made any more: ${why}`),
    `${by('tests') + by('day')} of ${real.length} deliberate faults noticed: ` +
      `${by('tests')} by unit tests, ${by('day')} by days; ${explained.length} more change nothing`,
  ].join('\n');
  return { text, isWhole: survivors.length + wrong.length + stale.length + untried.length === 0 };
}
