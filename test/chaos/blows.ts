import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '@holdfast/sandbox/random';
import type { Sandbox } from '@holdfast/sandbox/start-sandbox';
import type { Tally } from '../../simulation/weather/tally';
import { cutConnections, keepCutting } from '../faults/cut-connections';
import type { ChaosWorld } from './chaos-world';
import type { KeptHost } from './kept-host';

/** What runs, and may be struck. */
export type Struck = Pick<ChaosWorld, 'random' | 'sandbox' | 'database' | 'server' | 'second' | 'worker'>;

/** Resolves when it is over, which is not when everything works again. */
type Blow = (struck: Struck) => Promise<void>;

const between = (random: Random, leastMs: number, mostMs: number) => leastMs + random.int(mostMs - leastMs);

/** Of the time that a call of ours may take, which is ten seconds, less or more. */
const SILENT_MS = [1_000, 13_000] as const;

async function during(struck: Struck, [leastMs, mostMs]: readonly [number, number], begin: () => () => void) {
  const end = begin();
  await pause(between(struck.random, leastMs, mostMs));
  end();
}

/** The calls to VTEX that a rule of the sandbox hits, for a while. */
function store(
  ...[rule, ms]: [Parameters<Sandbox['store']['faults']['set']>[0], readonly [number, number]]
): Blow {
  return (struck) =>
    during(struck, ms, () => {
      const id = struck.sandbox.store.faults.set({ ...rule });
      return () => struck.sandbox.store.faults.clear(id);
    });
}

function erp(
  ...[fault, ms]: [Parameters<Sandbox['erp']['faults']['set']>[0], readonly [number, number]]
): Blow {
  return (struck) =>
    during(struck, ms, () => {
      const id = struck.sandbox.erp.faults.set(fault);
      return () => struck.sandbox.erp.faults.clear(id);
    });
}

/** A virtual machine that is moved, a container without processor time: it goes on later as if nothing had been. */
function freeze(hostOf: (struck: Struck) => KeptHost, isCut: boolean): Blow {
  return async (struck) => {
    const host = hostOf(struck);
    await during(struck, [500, 12_000], () => {
      host.freeze();
      if (isCut) cutConnections(struck.database.url).catch(() => undefined);
      return () => host.thaw();
    });
  };
}

const BLOWS = {
  'server killed': async ({ server }) => server.kill(),
  'second server killed': async ({ second }) => second.kill(),
  'worker killed': async ({ worker }) => worker.kill(),
  'all processes killed': async ({ server, second, worker }) => {
    for (const host of [server, second, worker]) host.kill();
  },
  'database killed': async ({ database }) => database.kill(),
  'a process of the database killed': async ({ database, random }) => database.killOne(random),
  'everything killed, the database too': async ({ database, server, second, worker }) => {
    for (const one of [server, database, second, worker]) one.kill();
  },
  'server and worker replaced': async ({ server, worker }) => {
    server.replace();
    worker.replace();
  },
  'connections cut': ({ database, random }) =>
    keepCutting(database.url, between(random, 300, 3_000), random.next),
  'disk full': async ({ database, random }) => {
    if (database.disk === null) return;
    database.disk.fill();
    try {
      await pause(between(random, 300, 5_000));
      // Who connects anew finds no room.
      await cutConnections(database.url).catch(() => undefined);
      await pause(between(random, 300, 2_000));
    } finally {
      database.disk.free();
    }
  },
  'second server frozen': freeze(({ second }) => second, false),
  'worker frozen, its connections cut': freeze(({ worker }) => worker, true),
  'store silent': store({ endpoint: '*', fault: { kind: 'hang-before' } }, SILENT_MS),
  'store acts and does not answer': store({ endpoint: '*', fault: { kind: 'hang-after' } }, SILENT_MS),
  'store refuses connections': store({ endpoint: '*', fault: { kind: 'down' } }, [500, 5_000]),
  'updates applied though 500': store(
    { endpoint: 'putInventory', fault: { kind: 'error-after' }, probability: 0.6 },
    [1_000, 6_000],
  ),
  'updates arrive late': store(
    { endpoint: 'putInventory', fault: { kind: 'late-effect', ms: 11_500 }, probability: 0.6 },
    [1_000, 6_000],
  ),
  'ERP refuses connections': erp({ kind: 'down' }, [500, 6_000]),
  'ERP silent': erp({ kind: 'hang-after' }, SILENT_MS),
  'ERP takes and answers 500': erp({ kind: 'error-after' }, [500, 4_000]),
} satisfies Record<string, Blow>;

export type BlowName = keyof typeof BLOWS;

/** Processes that a blow kills, of Holdfast and of the database. */
const KILLS: Partial<Record<BlowName, number>> = {
  'server killed': 1,
  'second server killed': 1,
  'worker killed': 1,
  'all processes killed': 3,
  'database killed': 1,
  'a process of the database killed': 1,
  'everything killed, the database too': 4,
};

export function drawBlows(random: Random): BlowName[] {
  const names = Object.keys(BLOWS) as BlowName[];
  const many = random.chance(0.3) ? 2 : 1;
  const drawn = Array.from({ length: many }, () => random.pick(names) as BlowName);
  return [...new Set(drawn)];
}

export async function strike(name: BlowName, struck: Struck, tally: Tally): Promise<void> {
  tally.count(`blow: ${name}`);
  tally.count('processes killed', KILLS[name] ?? 0);
  await BLOWS[name](struck);
}
