import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { runMutations, told } from './mutations/run-mutations';
import { runMany, type Summary } from './run-many';
import { runSeed } from './run-seed';
import { drawDay } from './shop/day';
import { shrink } from './shrink';
import { tellStory } from './story';
import { drawWeather } from './weather/weather';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    workers: { type: 'string' },
    mutations: { type: 'boolean' },
    all: { type: 'boolean', default: false },
  },
});

/**
 * `--seeds N` lives N days and prints what went wrong in them, and whether a unit was lost; `--seed S` begins there,
 * or alone tells that day; `--minutes M` goes on until the time is over. `--all` draws
 * faults too that are known to break something; `--mutations` tries deliberate faults in the product instead.
 */
async function main(): Promise<void> {
  if (values.mutations) {
    process.exitCode = await scoreMutations();
    return;
  }
  if (values.seed !== undefined && values.seeds === undefined && values.minutes === undefined) {
    process.exitCode = await tellOne(Number(values.seed));
    return;
  }
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  const summary = await runMany({
    first: Number(values.seed ?? 1),
    seeds: minutes === null ? Number(values.seeds ?? 500) : Number.MAX_SAFE_INTEGER,
    untilMs: minutes === null ? null : Date.now() + minutes * 60_000,
    workers: Number(values.workers ?? availableParallelism()),
    all: values.all,
    failing: ({ seed, rule, message }) => say(`seed ${seed}: ${rule}: ${message}`),
  });
  say(describe(summary));
  const [failed] = summary.failed;
  if (failed === undefined) return;
  process.exitCode = 1;
  await tellOne(failed.seed);
}

async function scoreMutations(): Promise<number> {
  const { results, stale } = await runMutations({
    first: Number(values.seed ?? 1),
    seeds: Number(values.seeds ?? 100),
    workers: Number(values.workers ?? availableParallelism()),
    tell: say,
  });
  const survivors = results.filter(({ caught }) => caught === null);
  say(`${results.length - survivors.length} of ${results.length} deliberate faults noticed`);
  for (const { mutation } of survivors) say(`survives: ${told(mutation)}`);
  for (const why of stale) say(`cannot be made any more: ${why}`);
  return survivors.length + stale.length > 0 ? 1 : 0;
}

async function tellOne(seed: number): Promise<number> {
  const weather = drawWeather(seed, values.all);
  const run = await runSeed(seed, { weather, tells: true });
  if (run.violations.length === 0) {
    say(`${run.story.join('\n')}\nSeed ${seed}: nothing was lost. Trace ${run.digest}.`);
    return 0;
  }
  const [violation] = run.violations;
  if (violation === undefined) return 0;
  const shrunk = await shrink({ seed, weather, day: drawDay(seed, weather), rule: violation.rule });
  say(await tellStory(shrunk));
  return 1;
}

function describe({ seeds, seconds, failed, counts, longest }: Summary): string {
  const rows = Object.entries(counts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `  ${String(count).padStart(10)}  ${what}`);
  const waits = Object.entries(longest).map(
    ([what, value]) => `  ${String(value).padStart(10)}  longest: ${what}`,
  );
  const lost = failed.map(({ seed, rule, message }) => `  seed ${seed}: ${rule}: ${message}`);
  return [
    `${seeds} seeds in ${seconds.toFixed(0)} s`,
    ...rows,
    ...waits,
    `${failed.length} seeds with a violation`,
    ...lost.slice(0, 50),
  ].join('\n');
}

const say = (text: string) => void process.stdout.write(`${text}\n`);

void main();
