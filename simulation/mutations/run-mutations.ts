import { whyNot } from './compiled-product';
import { FaultProcess } from './fault-process';
import { MUTATIONS } from './list';
import { type Mutation, told } from './mutation';
import { type Surveyed, testsNear, unitTests } from './near-tests';

/** What noticed a fault: the unit tests near it, or a day of the simulation, or (null) nothing. */
export interface Notice {
  by: 'tests' | 'day';
  where: string;
}

export interface Score {
  results: { mutation: Mutation; notice: Notice | null }[];
  /** Entries of the list whose text is not in the compiled code any more. */
  stale: string[];
  /** Those that the time was over for. */
  untried: Mutation[];
}

/** Tries every fault of the list: the unit tests near it, and days for those that no unit test notices. */
export async function runMutations(options: {
  /** Only faults in files with this in their path. */
  within: string;
  first: number;
  days: number;
  workers: number;
  /** Epoch ms; null: until all are tried. */
  untilMs: number | null;
  tell(text: string): void;
}): Promise<Score> {
  const { tell } = options;
  const listed = MUTATIONS.filter(({ file }) => file.includes(options.within));
  const stale = listed.flatMap((mutation) => whyNot(mutation) ?? []);
  const waiting = listed.filter((mutation) => whyNot(mutation) === null);
  const processes = Array.from({ length: options.workers }, () => new FaultProcess());
  const surveyed = await survey(processes);
  for (const { test, failing } of surveyed)
    if (failing !== null) tell(`left out, for it fails without any fault: ${test}: ${failing}`);
  tell(`${waiting.length} faults, ${surveyed.length} test files, ${options.days} days`);
  const days = daysFrom(options.first, options.days);
  const results: Score['results'] = [];
  const take = () =>
    options.untilMs !== null && Date.now() >= options.untilMs ? undefined : waiting.shift();
  const work = async (process: FaultProcess) => {
    for (let mutation = take(); mutation !== undefined; mutation = take()) {
      const tests = testsNear(mutation, surveyed);
      const notice = (await byTests(process, mutation, tests)) ?? (await byDays(process, mutation, days));
      results.push({ mutation, notice });
      tell(`${notice === null ? 'unnoticed' : `${notice.by}: ${notice.where}`}  ${told(mutation)}`);
    }
  };
  await Promise.all(processes.map(work));
  for (const process of processes) process.end();
  return { results, stale, untried: waiting };
}

/** A test that fails without a fault would notice every one. */
async function survey(processes: readonly FaultProcess[]): Promise<Surveyed[]> {
  const waiting = unitTests();
  const surveyed: Surveyed[] = [];
  const work = async (process: FaultProcess) => {
    for (let test = waiting.shift(); test !== undefined; test = waiting.shift())
      surveyed.push({ test, ...(await process.attempt(null, { test })) });
  };
  await Promise.all(processes.map(work));
  return surveyed.sort((a, b) => (a.test < b.test ? -1 : 1));
}

const daysFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, nth) => first + nth);

async function byTests(
  process: FaultProcess,
  mutation: Mutation,
  tests: readonly string[],
): Promise<Notice | null> {
  for (const test of tests) {
    const { failing } = await process.attempt(mutation, { test });
    if (failing !== null) return { by: 'tests', where: `${test}: ${failing.split('\n')[0]}` };
  }
  return null;
}

/** A day on which something is lost without the fault too has noticed nothing. */
async function byDays(
  process: FaultProcess,
  mutation: Mutation,
  days: readonly number[],
): Promise<Notice | null> {
  for (const day of days) {
    const { failing } = await process.attempt(mutation, { day });
    if (failing === null || (await process.attempt(null, { day })).failing !== null) continue;
    return { by: 'day', where: `seed ${day}: ${failing}` };
  }
  return null;
}
