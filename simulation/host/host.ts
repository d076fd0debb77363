import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import { createLeasedRateLimiter } from '@holdfast/node/clients/vtex/leased-rate-limiter';
import { createMemoryPaceBook } from '@holdfast/node/clients/vtex/memory-pace-book';
import type { VtexTransport } from '@holdfast/node/clients/vtex/transport';
import type { OrderId } from '@holdfast/node/core/id';
import { hookChain } from '@holdfast/node/middlewares/hook/chain';
import type { HookContext } from '@holdfast/node/middlewares/hook/context';
import { takenOf } from '@holdfast/node/middlewares/hook/record-notification';
import type { Notification } from '@holdfast/node/store/notification';
import type { Dispatcher } from '@holdfast/node/store/store';
import { between, chanceOf } from '../chance';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import type { Weather } from '../weather/weather';
import type { Database, ProcessDatabase, Records } from './database';
import { type ProcessServices, runWork } from './host-process';
import { type Job, JobQueue } from './job-queue';
import { DatabaseLost, Life } from './life';
import { Locks } from './locks';
import { Peril } from './peril';
import { roughStore } from './rough-store';

export interface HostOf {
  seed: number;
  time: VirtualTime;
  weather: Weather;
  tally: Tally;
  database: Database;
  transport: VtexTransport;
  connector: ErpConnector;
  isRough(): boolean;
  trace(text: string): void;
  /** A notification was answered with 200. */
  taken(orderId: OrderId): void;
  /** Thrown by the product, and not by its database. */
  bug(error: unknown, where: string): void;
}

interface Running {
  life: Life;
  database: ProcessDatabase;
  services: ProcessServices;
  jobs: Set<Job>;
}

const JOBS_AT_ONCE = 3;
const HOOK = { url: 'https://holdfast.example/_v/holdfast/hook', secret: 'secret' };

/** Holdfast's processes over one database: they take notifications, run jobs, die and come back. */
export class Host {
  readonly queue: JobQueue;
  readonly locks = new Locks();
  private readonly peril: Peril;
  private readonly running: Running[] = [];
  private readonly book: ReturnType<typeof createMemoryPaceBook>;
  private readonly chance;
  private wake: { atMs: number; cancel(): void } | null = null;
  private ids = 0;
  private lives = 0;

  constructor(private readonly of: HostOf) {
    const { seed, time, weather } = of;
    this.chance = chanceOf(seed, 'host');
    this.book = createMemoryPaceBook(time.now);
    this.queue = new JobQueue(time.now, () => this.wakeFor());
    this.peril = new Peril({
      ...of,
      isRough: () => of.isRough(),
      die: (life, where) => this.die(life, where),
      loseLocks: (life) => this.loseLocks(life),
    });
    for (let nth = 1; nth <= weather.processes; nth += 1) this.start(`p${nth}`);
  }

  /** VTEX calls the hook. Null: no process answers. */
  async hook(headers: Record<string, string>, body: unknown): Promise<number | null> {
    const alive = this.running[this.chance.int(this.running.length)];
    if (alive === undefined) return null;
    const { time } = this.of;
    let status: number | null = null;
    const answered = this.peril.call(alive.life, 'hook', async () => {
      const ctx: HookContext = {
        account: 'acme',
        hookSecrets: [HOOK.secret],
        receivedKey: headers['x-holdfast-key'],
        readBody: async () => ({ kind: 'text', text: JSON.stringify(body) }),
        intake: { take: async ({ notification }) => this.take(alive, [notification]) },
        message: null,
        taken: null,
        reply: null,
      };
      await hookChain(ctx);
      status = ctx.reply?.status ?? null;
    });
    await Promise.race([answered, time.sleep(4_000)]);
    return status;
  }

  /** For a person, whose clicks do not fail. */
  get calm(): ProcessServices {
    const { queue } = this;
    const { database } = this.of;
    const dispatcher: Dispatcher = {
      lookAtOrders: (notifications) => this.commit(database, notifications),
      planPosition: async (...asked) => queue.planPosition(...asked),
      deliver: async (...asked) => queue.deliver(...asked),
    };
    return { ...this.servicesOf(new Life('person'), database), dispatcher };
  }

  /** A request to whichever process answers; false: none did, and whoever asked comes again. */
  async ask(name: string, work: (services: ProcessServices) => Promise<unknown>): Promise<boolean> {
    const alive = this.running[this.chance.int(this.running.length)];
    if (alive === undefined) return false;
    const answered = this.peril
      .call(alive.life, name, () => work(alive.services))
      .then(
        () => true,
        () => false,
      );
    return Promise.race([answered, this.of.time.sleep(5_000).then(() => false)]);
  }

  private async take({ life, database }: Running, notifications: readonly Notification[]) {
    try {
      const commit = () => this.commit(database, notifications);
      await this.peril.database(life, 'take-notifications', commit, database.hazards);
      for (const { orderId } of notifications) this.of.taken(orderId);
      return { kind: 'durable' as const };
    } catch (error) {
      if (!(error instanceof DatabaseLost)) throw error;
      return { kind: 'unavailable' as const, message: 'database' };
    }
  }

  /** The log's lines and the jobs, in one step. */
  private commit({ appendWith }: Records, notifications: readonly Notification[]): Promise<void> {
    const taken = notifications.map(takenOf);
    const addJobs = () => {
      for (const { lookAt, notification } of taken) if (lookAt) this.queue.lookAtOrder(notification.orderId);
    };
    return appendWith(
      taken.map(({ entry }) => entry),
      addJobs,
    );
  }

  private start(name: string): void {
    const life = new Life(name);
    this.lives += 1;
    const database = this.of.database.ofProcess(life, this.locks);
    const store = roughStore(database, life, this.peril);
    const services = {
      ...this.servicesOf(life, { store, reports: database.reports }),
      dispatcher: this.dispatcherOf(life, database),
    };
    this.running.push({ life, database, services, jobs: new Set() });
    this.pump();
  }

  private loseLocks(life: Life): Promise<void> | undefined {
    this.locks.loseAllOf(life);
    return this.running.find((one) => one.life === life)?.database.loseLocks();
  }

  private die(life: Life, where: string): void {
    const at = this.running.findIndex((one) => one.life === life);
    const dead = this.running[at];
    if (dead === undefined) return;
    const { time, trace } = this.of;
    trace(`${life.name} dies ${where}`);
    life.isOver = true;
    this.running.splice(at, 1);
    this.locks.loseAllOf(life);
    dead.database.die();
    for (const job of dead.jobs) this.queue.giveBack(job, between(this.chance, 1_000, 15_000));
    time.after(between(this.chance, 2_000, 30_000), () => this.start(life.name));
  }

  private servicesOf(
    life: Life,
    { store, reports }: Pick<Records, 'store' | 'reports'>,
  ): Omit<ProcessServices, 'dispatcher'> {
    const { time, weather, transport, connector, seed } = this.of;
    const random = chanceOf(seed, `random/${this.lives}`);
    const limiter = createLeasedRateLimiter(this.book, time.now);
    const sleep = (ms: number) => life.outlive(time.sleep(ms));
    const send: VtexTransport['send'] = (request) =>
      this.peril.call(life, request.endpoint, () => transport.send(request));
    return {
      account: 'acme',
      vtex: createVtexApi({ transport: { send }, limiter, now: time.now, random: random.next, sleep }),
      store,
      settings: { mode: weather.mode, guardGapMs: 1_000, gatherWindowMs: 15_000, mirrorOn: true },
      now: time.now,
      newId: () => `id-${String(++this.ids).padStart(6, '0')}`,
      pause: sleep,
      random: random.next,
      life,
      locks: this.locks,
      queue: this.queue,
      connector: {
        ...connector,
        deliver: (delivery) => this.peril.call(life, 'deliver', () => connector.deliver(delivery)),
      },
      reports,
      hook: HOOK,
    };
  }

  private dispatcherOf(life: Life, database: ProcessDatabase): Dispatcher {
    const { peril, queue } = this;
    const durably = (name: string, add: () => void) => peril.database(life, name, async () => add());
    return {
      lookAtOrders: (notifications) =>
        peril.database(life, 'look-at-orders', () => this.commit(database, notifications), database.hazards),
      planPosition: (position, notBeforeMs, trigger) =>
        durably('ask-for-plan', () => queue.planPosition(position, notBeforeMs, trigger)),
      deliver: (stream, notBeforeMs) => durably('ask-for-delivery', () => queue.deliver(stream, notBeforeMs)),
    };
  }

  private wakeFor(): void {
    const nextAtMs = this.queue.nextAtMs();
    if (nextAtMs === null || (this.wake !== null && this.wake.atMs <= nextAtMs)) return;
    this.wake?.cancel();
    const cancel = this.of.time.after(nextAtMs - this.of.time.now(), () => {
      this.wake = null;
      this.pump();
    });
    this.wake = { atMs: nextAtMs, cancel };
  }

  private pump(): void {
    // One that dies at the first call of a job takes no other: nobody would give it back.
    for (const process of this.running)
      while (!process.life.isOver && process.jobs.size < JOBS_AT_ONCE) {
        const job = this.queue.take();
        if (job === null) break;
        process.jobs.add(job);
        void this.run(process, job);
      }
    if (this.running.some((one) => one.jobs.size < JOBS_AT_ONCE)) this.wakeFor();
  }

  private async run(process: Running, job: Job): Promise<void> {
    const { trace, bug } = this.of;
    trace(`${process.life.name} runs ${job.key}`);
    try {
      await runWork(process.services, job.work);
      this.queue.done(job);
    } catch (error) {
      if (!(error instanceof DatabaseLost)) bug(error, job.key);
      this.queue.giveBack(job, Math.min(60_000, 1_000 * 2 ** job.failures));
    }
    process.jobs.delete(job);
    this.pump();
  }
}
