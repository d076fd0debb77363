import { runSeed } from './run-seed';
import type { Failing } from './shrink';
import { FAULTS, presentIn } from './weather/weather';

const MOST_LINES = 120;

/** A page about a failing day: what may go wrong in it, what the shop did, what was decided and sent, what was lost. */
export async function tellStory(failing: Failing, store = ''): Promise<string> {
  const { seed, weather, day } = failing;
  const run = await runSeed(seed, { ...failing, tells: true });
  const found = run.violations.find(({ rule }) => rule === failing.rule) ?? run.violations[0];
  const faults = presentIn(weather).map((fault) => `  ${fault} ${weather.rates[fault]}: ${FAULTS[fault]}`);
  const at = run.story.findIndex((line) => line.includes(`VIOLATION ${failing.rule}`));
  const lines = run.story.slice(0, at + 1).filter((line) => !/ runs clock\//.test(line));
  const cut = lines.length > MOST_LINES ? [`  ... ${lines.length - MOST_LINES} lines before`] : [];
  return [
    `Seed ${seed} violates ${failing.rule}, at step ${found?.step}: ${found?.message}`,
    '',
    `It takes ${day.orders.length} orders, ${weather.processes} process(es), ${weather.mode} mode, and of the faults:`,
    ...(faults.length > 0 ? faults : ['  none']),
    '',
    ...cut,
    ...lines.slice(-MOST_LINES).map((line) => `  ${line}`),
    '',
    `npm run simulate -- --seed ${seed}${store}`,
  ].join('\n');
}
