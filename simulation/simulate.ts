import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import type { OpenDatabase } from './host/database';
import { runMutations } from './mutations/run-mutations';
import { tellScore } from './mutations/tell-score';
import { runMany, type Summary } from './run-many';
import { runSeed } from './run-seed';
import { drawDay } from './shop/day';
import { shrink } from './shrink';
import { databaseAt, STORES, type StoreName, startStore } from './stores/stores';
import { tellStory } from './story';
import { dayWith } from './weather/count-faults';
import { drawWeather, FAULTS, type Fault, ratesOf } from './weather/weather';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    seed: { type: 'string' },
    minutes: { type: 'string' },
    workers: { type: 'string' },
    mutations: { type: 'boolean' },
    within: { type: 'string' },
    all: { type: 'boolean', default: false },
    store: { type: 'string', default: 'memory' },
  },
});

/** A day costs some ten times as much on a real PostgreSQL. */
const USUAL_SEEDS: Record<StoreName, number> = { memory: 500, postgres: 50, vbase: 200 };
/** Days that are lived again to make a failing one shorter. */
const TRIES: Record<StoreName, number> = { memory: 250, postgres: 30, vbase: 100 };

/**
 * `--seeds N` lives N days and prints what went wrong in them, and whether a unit was lost; `--seed S` begins there,
 * or alone tells that day; `--minutes M` ends with the time, whatever is left. `--all` draws
 * faults too that are known to break something; `--mutations` tries deliberate faults in the product instead (`--within
 * core/gate`: in those files alone).
 * `--store postgres` and `--store vbase` keep the records there instead of in memory.
 */
async function main(): Promise<void> {
  const store = STORES.find((name) => name === values.store);
  if (store === undefined) throw new Error(`--store is one of ${STORES.join(', ')}`);
  if (values.mutations) {
    process.exitCode = await scoreMutations();
    return;
  }
  if (values.seed !== undefined && values.seeds === undefined && values.minutes === undefined) {
    process.exitCode = await tellOne(Number(values.seed), store);
    return;
  }
  const minutes = values.minutes === undefined ? null : Number(values.minutes);
  const summary = await runMany({
    first: Number(values.seed ?? 1),
    seeds: Number(values.seeds ?? (minutes === null ? USUAL_SEEDS[store] : Number.MAX_SAFE_INTEGER)),
    untilMs: minutes === null ? null : Date.now() + minutes * 60_000,
    workers: Number(values.workers ?? availableParallelism()),
    all: values.all,
    store,
    failing: ({ seed, rule, message }) => say(`seed ${seed}: ${rule}: ${message}`),
  });
  say(describe(summary));
  const [failed] = summary.failed;
  if (failed === undefined) return;
  process.exitCode = 1;
  await tellOne(failed.seed, store);
}

async function scoreMutations(): Promise<number> {
  const begunMs = Date.now();
  const score = await runMutations({
    within: values.within ?? '',
    first: Number(values.seed ?? 1),
    days: Number(values.seeds ?? 20),
    workers: Number(values.workers ?? availableParallelism()),
    untilMs: values.minutes === undefined ? null : begunMs + Number(values.minutes) * 60_000,
    tell: say,
  });
  const { text, isWhole } = tellScore(score);
  say(`${text}\n${((Date.now() - begunMs) / 1_000).toFixed(0)} s`);
  return isWhole ? 0 : 1;
}

async function tellOne(seed: number, name: StoreName): Promise<number> {
  const store = await startStore(name);
  try {
    return await tellOneOn(seed, databaseAt(store.at), name);
  } finally {
    await store.stop();
  }
}

async function tellOneOn(seed: number, openDatabase: OpenDatabase, name: StoreName): Promise<number> {
  const weather = drawWeather(seed, values.all);
  const run = await runSeed(seed, { weather, openDatabase, tells: true });
  const [violation] = run.violations;
  if (violation === undefined) {
    say(`${run.story.join('\n')}\nSeed ${seed}: nothing was lost. Trace ${run.digest}.`);
    return 0;
  }
  const day = drawDay(seed, weather);
  const shrunk = await shrink({ seed, weather, day, openDatabase, rule: violation.rule }, TRIES[name]);
  say(await tellStory(shrunk, name === 'memory' ? '' : ` --store ${name}`));
  return 1;
}

function describe({ seeds, seconds, failed, counts, longest }: Summary): string {
  const faults = (Object.keys(FAULTS) as Fault[]).map((fault) => `  ${toldFault(fault, counts)}`);
  const rows = Object.entries(counts)
    .filter(([what]) => !what.startsWith('days with ') && !(what in FAULTS))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([what, count]) => `  ${String(count).padStart(10)}  ${what}`);
  const waits = Object.entries(longest).map(
    ([what, value]) => `  ${String(value).padStart(10)}  longest: ${what}`,
  );
  const lost = failed.map(({ seed, rule, message }) => `  seed ${seed}: ${rule}: ${message}`);
  return [
    `${seeds} seeds in ${seconds.toFixed(0)} s`,
    'faults: how often, and in how many days at which rate',
    ...faults,
    'and otherwise',
    ...rows,
    ...waits,
    `${failed.length} seeds with a violation`,
    ...lost.slice(0, 50),
  ].join('\n');
}

function toldFault(fault: Fault, counts: Summary['counts']): string {
  const days = ratesOf(fault).flatMap((rate) => {
    const many = counts[dayWith(fault, rate)];
    return many === undefined ? [] : `${many} at ${rate}`;
  });
  const often = String(counts[fault] ?? 0).padStart(10);
  return `${often}  ${fault}: ${days.join(', ') || 'no day'}`;
}

const say = (text: string) => void process.stdout.write(`${text}\n`);

// A PostgreSQL of ours goes with this process also when it is interrupted.
process.once('SIGINT', () => process.exit(130));
process.once('SIGTERM', () => process.exit(143));
void main();
