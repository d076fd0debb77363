import { type Random, seededRandom } from '@holdfast/sandbox/random';
import { type Sandbox, startSandbox } from '@holdfast/sandbox/start-sandbox';
import { freePort } from '@holdfast/server/embedded-postgres/free-port';
import { Judge } from '../../simulation/judge/judge';
import { ErpJudge } from '../../simulation/judge/judge-erp';
import { Truth } from '../../simulation/shop/truth';
import type { Tally } from '../../simulation/weather/tally';
import type { Weather } from '../../simulation/weather/weather';
import { atEnd } from '../flows/at-end';
import { type Environment, environmentOf } from '../flows/environment';
import { type ChaosDatabase, startChaosDatabase } from './chaos-database';
import { type KeptHost, keepHost } from './kept-host';
import { type TakenNotifications, takeNotifications } from './taken-notifications';
import type { Violations } from './violations';

/** Everything that runs on one day, and who judges it. */
export interface ChaosWorld {
  random: Random;
  sandbox: Sandbox;
  database: ChaosDatabase;
  /** Takes the hook's notifications and works no jobs. */
  server: KeptHost;
  /** A second server, which works jobs too. */
  second: KeptHost;
  worker: KeptHost;
  /** Where the first server listens. */
  port: number;
  truth: Truth;
  judge: Judge;
  erpJudge: ErpJudge;
  notifications: TakenNotifications;
  /** By `sku/warehouse`: when somebody else wrote to it last. Epoch ms. */
  meddled: Map<string, number>;
}

export interface ChaosWorldOptions {
  seed: number;
  weather: Weather;
  tally: Tally;
  violations: Violations;
}

/** All processes at once, on a database without a table. Ended by `endAll`. */
export async function startChaosWorld(options: ChaosWorldOptions): Promise<ChaosWorld> {
  const { seed, weather, tally, violations } = options;
  const random = seededRandom(seed);
  const database = await startChaosDatabase();
  const notifications = takeNotifications();
  const meddled = new Map<string, number>();
  const sandbox: Sandbox = await startSandbox({
    seed,
    post: notifications.post,
    onUpdate: (skuId, warehouseId) => {
      const position = truth.position(skuId, warehouseId);
      return position === null ? () => undefined : judge.awaitUpdate(position);
    },
    onEntered: (event) => erpJudge.taken(event as Parameters<ErpJudge['taken']>[0]),
    hookDelivery: {
      drops: weather.rates['hook-lost'],
      duplicates: weather.rates['hook-twice'],
      reorderMs: weather.rates['hook-late'] > 0 ? 5_000 : 20,
      firstRetryMs: 300,
      retryFactor: 1.3,
    },
  });
  atEnd(() => sandbox.stop());
  const truth = new Truth(sandbox.store.state);
  const steps = () => tally.counts.rounds ?? 0;
  const judge = new Judge({ truth, weather, tally, meddled, now: Date.now, steps, trace: violations.tell });
  const erpJudge = new ErpJudge(truth, judge);

  const [port, secondPort, healthPort] = [await freePort(), await freePort(), await freePort()];
  const common = {
    ...environmentOf(sandbox),
    DATABASE_URL: database.url,
    HOLDFAST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: 'info',
  };
  const keep = (name: string, at: number, own: Environment): KeptHost =>
    keepHost({
      name,
      environment: { ...common, ...own },
      port: at,
      random,
      onEnded({ ran, code, lastWords }) {
        const message = `the ${name} ended with ${code}: ${lastWords}`;
        tally.count(ran ? 'ended by itself' : 'starts that came to nothing');
        if (ran) violations.violate({ rule: 'ended-by-itself', message });
        else violations.tell(message);
      },
    });
  return {
    random,
    sandbox,
    database,
    server: keep('server', port, { HOLDFAST_ROLE: 'server', PORT: String(port) }),
    second: keep('second server', secondPort, { PORT: String(secondPort) }),
    worker: keep('worker', healthPort, {
      HOLDFAST_ROLE: 'worker',
      HOLDFAST_HEALTH_PORT: String(healthPort),
    }),
    port,
    truth,
    judge,
    erpJudge,
    notifications,
    meddled,
  };
}
