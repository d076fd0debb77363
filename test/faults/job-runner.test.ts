import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@holdfast/server/embedded-postgres/start-embedded-postgres';
import { migrate } from '@holdfast/server/postgres/migrate';
import { atEnd, endAll } from '../flows/at-end';
import { databaseGate } from '../flows/database-gate';
import { until } from '../flows/until';
import { freshDatabase } from '../postgres/fresh-database';
import { cutConnections, keepCutting } from './cut-connections';
import { type JobLoad, type JobLoadOptions, startJobLoad } from './job-load';
import { smallDisk } from './small-disk';

const TIMES = Number(process.env.FAULT_TIMES ?? 10);
/** A job that failed again and again in a fault waits longer each time. */
const RECOVERS_WITHIN_MS = 240_000;
const DISK_MEGABYTES = 192;

afterEach(endAll);

async function load(options: JobLoadOptions): Promise<JobLoad> {
  const started = await startJobLoad(options);
  atEnd(() => started.end());
  return started;
}

/** In the middle of work, time after time; when it says that it is ready, it works, and nothing it took is lost. */
async function endures(jobs: JobLoad, fault: () => Promise<void>): Promise<void> {
  for (let time = 1; time <= TIMES; time += 1) {
    const pouring = jobs.pour();
    const first = await until('work goes on', () => jobs.ask().catch(() => null));
    await until('some of it is done', () => jobs.looked.has(first));
    await fault();
    const taken = await pouring.stop();
    await until(
      `ready again after fault ${time}`,
      async () => (await jobs.whyNotReady()) === null,
      RECOVERS_WITHIN_MS,
    );
    taken.push(await jobs.ask());
    await until(
      `all of the work around fault ${time} is done`,
      () => taken.every((orderId) => jobs.looked.has(orderId)),
      RECOVERS_WITHIN_MS,
    );
  }
  expect([...jobs.lookedTogether]).toEqual([]);
}

const LONG = TIMES * 2 * RECOVERS_WITHIN_MS;

test(
  'its connections are cut, again and again',
  async () => {
    const database = await freshDatabase();
    atEnd(() => database.drop());
    const jobs = await load({ databaseUrl: database.url });
    await endures(jobs, () => keepCutting(database.url, 2_000));
  },
  LONG,
);

test(
  'its network falls silent: nobody ends the connections, and they carry nothing',
  async () => {
    const database = await freshDatabase();
    atEnd(() => database.drop());
    const gate = await databaseGate(database.url);
    atEnd(() => gate.close());
    const jobs = await load({ databaseUrl: gate.url, timeoutMs: 1_500 });
    await endures(jobs, async () => gate.fallSilent());
  },
  LONG,
);

test(
  'the disk of the database is full',
  async () => {
    const disk = smallDisk(DISK_MEGABYTES);
    if ('missing' in disk) {
      process.stderr.write(`SKIPPED, no disk was filled: ${disk.missing}.\n`);
      return;
    }
    atEnd(() => disk.remove());
    const server = await startEmbeddedPostgres({
      dataDir: disk.folder,
      durable: false,
      log: () => undefined,
    });
    atEnd(() => server.stop());
    await migrate(server.url);
    const jobs = await load({ databaseUrl: server.url });
    await endures(jobs, async () => {
      disk.fill();
      await until('it is not ready, and says why', async () =>
        /disk|reachable/.test((await jobs.whyNotReady()) ?? ''),
      );
      // What was connected has room left for this and that; who connects anew has not.
      await cutConnections(server.url).catch(() => undefined);
      await pause(2_000);
      expect(await jobs.whyNotReady()).not.toBeNull();
      disk.free();
    });
  },
  LONG,
);
