import { instantOfMs } from '@holdfast/node/core/instant';
import { approvePlan } from '@holdfast/node/removal/approve-plan';
import fc from 'fast-check';
import { failure } from './vtex-model';
import { World } from './world';

/**
 * Days that nobody thought of: shoppers, the store's people, lost and repeated events, failing calls, crashes and
 * counts in any order, also while a call is under way. Whatever happens, no update of ours lets go of a reservation
 * whose order is still being handled, and in the end VTEX offers for sale exactly what nobody was promised.
 */
type Deed =
  | { kind: 'place'; quantity: number }
  | { kind: 'move'; pick: number; to: 'handle' | 'invoice' | 'cancel' }
  | { kind: 'tell'; pick: number }
  | { kind: 'pass'; ms: number }
  | { kind: 'work'; jobs: number }
  | { kind: 'sweep' }
  | { kind: 'count' }
  | { kind: 'outsider' };

type Mishap =
  | { kind: 'deed'; when: 'before' | 'after'; deed: Deed }
  | { kind: 'fail'; when: 'before' | 'after'; as: 'unavailable' | 'no-answer' | 'locked' | 'rate-limited' }
  | { kind: 'crash'; when: 'before' | 'after' };

const pick = fc.nat(20);
const shop: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('place' as const), quantity: fc.integer({ min: 1, max: 3 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('move' as const),
      pick,
      to: fc.constantFrom(
        'handle' as const,
        'handle' as const,
        'invoice' as const,
        'invoice' as const,
        'cancel' as const,
      ),
    }),
  },
);
const run: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('tell' as const), pick }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('pass' as const),
      ms: fc.constantFrom(0, 1, 400, 1_000, 3_000, 20_000),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant('work' as const), jobs: fc.integer({ min: 1, max: 6 }) }),
  },
  { weight: 1, arbitrary: fc.constant<Deed>({ kind: 'sweep' }) },
);
const when = fc.constantFrom('before' as const, 'after' as const);
const mishap: fc.Arbitrary<Mishap> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('deed' as const), when, deed: shop }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('fail' as const),
      when,
      as: fc.constantFrom(
        'unavailable' as const,
        'no-answer' as const,
        'locked' as const,
        'rate-limited' as const,
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('crash' as const), when }) },
);
/** Each mishap falls on the call of VTEX (or of any port, for a crash) that comes so many calls after the last one. */
const mishaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 12 }), mishap), { maxLength: 12 });

class Day {
  readonly world = new World({ guardGapMs: 1_000, gatherWindowMs: 0 });
  readonly wronglyReleased: string[] = [];
  private placed = 0;
  private counts = 0;
  private vtexCalls = 0;
  private readonly atCall = new Map<number, Exclude<Mishap, { kind: 'crash' }>>();
  private readonly crashes = new Map<number, 'before' | 'after'>();

  constructor(plan: readonly (readonly [number, Mishap])[]) {
    const { model } = this.world;
    let nth = 0;
    for (const [gap, one] of plan) {
      nth += gap;
      if (one.kind === 'crash') this.crashes.set(nth * 3, one.when);
      else this.atCall.set(nth, one);
    }
    model.fault = () => {
      this.vtexCalls += 1;
      const one = this.atCall.get(this.vtexCalls);
      if (one === undefined) return null;
      if (one.kind === 'deed') return { when: one.when, failure: null, also: () => this.shop(one.deed) };
      const maybeApplied = one.as === 'unavailable' || one.as === 'no-answer';
      return { when: maybeApplied ? one.when : 'before', failure: failure(one.as) };
    };
    this.world.crashAt = ({ nth: call }) => this.crashes.get(call) ?? null;
    const apply = model.apply.bind(model);
    model.apply = (update) => {
      const before = model.reservations.map((one) => one.orderId);
      apply(update);
      for (const orderId of before) {
        const status = model.orders.get(orderId)?.status;
        if (!model.reservations.some((one) => one.orderId === orderId) && status === 'handling')
          this.wronglyReleased.push(orderId);
      }
    };
  }

  async do(deed: Deed): Promise<void> {
    const { world } = this;
    if (deed.kind === 'tell') {
      const orderId = this.picked(deed.pick);
      if (orderId !== null) world.event(orderId);
    } else if (deed.kind === 'work') await world.work(deed.jobs);
    else if (deed.kind === 'sweep') await world.dispatchDue();
    else if (deed.kind === 'count') await this.count();
    else if (deed.kind === 'outsider') await this.outsider();
    else this.shop(deed);
  }

  private shop(deed: Deed): void {
    const { model } = this.world;
    if (deed.kind === 'place') model.place(`o-${++this.placed}`, deed.quantity);
    if (deed.kind === 'pass') model.pass(deed.ms);
    if (deed.kind !== 'move') return;
    const orderId = this.picked(deed.pick);
    const status = orderId === null ? null : model.orders.get(orderId)?.status;
    if (orderId === null || status === 'invoiced' || status === 'canceled') return;
    if (deed.to === 'cancel') model.cancel(orderId);
    else if (deed.to === 'handle' && status === 'payment-pending') model.handle(orderId);
    else if (deed.to === 'invoice' && status === 'handling') model.invoice(orderId);
  }

  private picked(n: number): string | null {
    return this.placed === 0 ? null : `o-${(n % this.placed) + 1}`;
  }

  /** Somebody counts the shelf, rightly. */
  private async count(): Promise<void> {
    const { world } = this;
    this.counts += 1;
    world.model.pass(1);
    await world
      .count(this.onShelf(), instantOfMs(world.model.nowMs), `count-${this.counts}`)
      .catch(() => undefined);
    world.model.pass(1);
  }

  /** The ERP's own push of its on hand, as most integrations do it. */
  private async outsider(): Promise<void> {
    const { world } = this;
    const { model } = world;
    world.event(...model.orders.keys());
    await world.work(30);
    model.pass(1);
    model.total = this.onShelf();
    model.reservations = model.reservations.filter((one) => one.acknowledgedAt === null);
    model.pass(1);
  }

  private onShelf(): number {
    const { model } = this.world;
    const left = [...model.orders.values()].filter((order) => order.status === 'invoiced');
    return 100 - left.reduce((sum, order) => sum + (order.lines[0]?.quantity ?? 0), 0);
  }

  /** What was begun is sent or given up. */
  finishOrders(): void {
    const { model } = this.world;
    for (const [orderId, { status }] of model.orders) {
      if (status === 'handling') model.invoice(orderId);
      if (status === 'payment-pending') model.cancel(orderId);
    }
  }

  /** The feed or the sweep finds every order, nothing fails any more, and a person says yes to what is proposed. */
  async end(): Promise<void> {
    const { world } = this;
    world.model.fault = () => null;
    world.crashAt = () => null;
    for (let round = 0; round < 4; round += 1) {
      world.model.pass(60_000);
      world.event(...world.model.orders.keys());
      await world.run();
      await world.plan('sweep');
      await world.run();
      for (const plan of world.plans())
        if (plan.state === 'proposed')
          await approvePlan(world.services, plan.planId, { who: 'ana', note: null });
      await world.run();
    }
  }
}

/** Never more on sale than nobody was promised: after the day, and again when every order is sent or given up. */
async function live(deeds: readonly Deed[], plan: readonly (readonly [number, Mishap])[]): Promise<Day> {
  const day = new Day(plan);
  const { model } = day.world;
  for (const deed of deeds) await day.do(deed);
  await day.end();
  expect(model.available()).toBeLessThanOrEqual(model.unpromised());
  day.finishOrders();
  await day.end();
  expect(model.available()).toBeLessThanOrEqual(model.unpromised());
  expect(day.wronglyReleased).toEqual([]);
  expectToldOnce(day.world);
  return day;
}

function expectToldOnce(world: World): void {
  expect(world.plans().filter((plan) => plan.state === 'executing')).toEqual([]);
  for (const [orderId, order] of world.model.orders) {
    const removed = world.statusesTold(orderId).filter((status) => status === 'removed');
    expect(removed.length).toBeLessThanOrEqual(order.status === 'invoiced' ? 1 : 0);
  }
}

function expectExact({ world: { model } }: Day): void {
  const { total } = model;
  expect({ total, reserved: model.reserved() }).toEqual({ total: model.unpromised(), reserved: 0 });
}

/** More days, other days: `RANDOM_DAYS=5000 RANDOM_SEED=1 npx jest test/removal/random-days`. */
const RUNS = {
  numRuns: Number(process.env.RANDOM_DAYS ?? 200),
  seed: Number(process.env.RANDOM_SEED ?? 20_260_302),
};

function days(...also: fc.Arbitrary<Deed>[]) {
  const seldom = also.map((arbitrary) => ({ weight: 1, arbitrary }));
  const deed = fc.oneof({ weight: 5, arbitrary: shop }, { weight: 6, arbitrary: run }, ...seldom);
  return fc.array(deed, { minLength: 5, maxLength: 50 });
}

test('whatever happens, the store ends with the right total and no unit reserved', async () => {
  await fc.assert(
    fc.asyncProperty(days(), mishaps, async (deeds, plan) => expectExact(await live(deeds, plan))),
    RUNS,
  );
});

test('so it does when the shelf is counted in between', async () => {
  const count = fc.constant<Deed>({ kind: 'count' });
  await fc.assert(
    fc.asyncProperty(days(count), mishaps, async (deeds, plan) => expectExact(await live(deeds, plan))),
    RUNS,
  );
});

test('with somebody else writing the stock nothing is sold twice either, when a person says yes to the repairs', async () => {
  const outsider = fc.constant<Deed>({ kind: 'outsider' });
  await fc.assert(
    fc.asyncProperty(days(outsider), mishaps, async (deeds, plan) => {
      await live(deeds, plan);
    }),
    RUNS,
  );
});
