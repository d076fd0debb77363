import type { Instant } from '@holdfast/node/core/instant';
import { type Position, positionKey } from '@holdfast/node/core/position';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import type { ChainOutcome, ChainServices, ChainSettings } from '@holdfast/node/middlewares/chain-services';
import { planPosition } from '@holdfast/node/middlewares/position/chain';
import { lookAtOrder } from '@holdfast/node/orders/look-at-order';
import type { Delivery } from '@holdfast/node/store/delivery';
import type { Plan } from '@holdfast/node/store/plan';
import type { Dispatcher } from '@holdfast/node/store/store';
import type { OrderId } from '../../node/core/id';
import { createMemoryStore, type MemoryStore } from '../../simulation/stores/memory/memory-store';
import { anId } from '../builders/an-id';
import { SHIRT, Shop } from './shop';

/** The process died at this call. */
export class Crash extends Error {}

type Job =
  | { kind: 'order'; orderId: OrderId; notBeforeMs: number; missingSinceMs?: number }
  | { kind: 'position'; position: Position; trigger: Plan['trigger']; notBeforeMs: number }
  | { kind: 'deliver'; stream: string; notBeforeMs: number };

/** Decides for every call of a port whether the process dies just before or just after it. */
export type CrashAt = (call: { nth: number; name: string }) => 'before' | 'after' | null;

/** VTEX, a store, an ERP and the jobs between them, on one clock. */
export class World {
  readonly shop: Shop;
  readonly store: MemoryStore;
  readonly services: ChainServices;
  readonly erp: Delivery[] = [];
  readonly parked: string[] = [];
  readonly outcomes: ChainOutcome[] = [];
  readonly jobs: Job[] = [];
  crashAt: CrashAt = () => null;
  calls = 0;
  crashes = 0;
  private ids = 0;

  constructor(settings: Partial<ChainSettings> = {}, total = 100) {
    this.shop = new Shop(total);
    const now = () => this.shop.nowMs;
    this.store = createMemoryStore({ account: 'acme', now });
    this.services = {
      account: 'acme',
      vtex: this.perilous(this.shop.api),
      store: this.perilous(this.store),
      dispatcher: this.perilous(this.dispatcher()),
      settings: { mode: 'execute', guardGapMs: 1_000, gatherWindowMs: 10_000, mirrorOn: true, ...settings },
      now,
      newId: () => `plan-${String(++this.ids).padStart(4, '0')}`,
      pause: async (ms) => this.shop.pass(ms),
    };
  }

  /** An event of VTEX says: look at this order. */
  event(...orderIds: string[]): void {
    for (const orderId of orderIds) {
      this.jobs.push({ kind: 'order', orderId: anId(orderId), notBeforeMs: this.shop.nowMs });
    }
  }

  plan(trigger: Plan['trigger'] = 'event', position = SHIRT): Promise<ChainOutcome> {
    return planPosition(this.services, { position, trigger });
  }

  /** Does all work there is, letting time pass where only time is missing, and then what the minute task would find. */
  async run(): Promise<void> {
    for (let minute = 0; minute < 4; minute += 1) {
      await this.drain();
      await this.dispatchDue();
      if (this.jobs.length === 0) return;
      this.shop.pass(60_000);
    }
    await this.drain();
  }

  async drain(limit = 300): Promise<void> {
    await this.work(limit);
    if (this.jobs.length > 0) throw new Error(`no end of jobs: ${JSON.stringify(this.jobs.slice(0, 3))}`);
  }

  /** So many jobs, the earliest first. */
  async work(jobs: number): Promise<void> {
    for (let done = 0; done < jobs; done += 1) {
      this.jobs.sort((a, b) => a.notBeforeMs - b.notBeforeMs);
      const [job] = this.jobs.splice(0, 1);
      if (job === undefined) return;
      this.shop.pass(Math.max(0, job.notBeforeMs - this.shop.nowMs));
      await this.runAtLeastOnce(job);
    }
  }

  /** What the minute task finds waiting in the store. */
  async dispatchDue(): Promise<void> {
    const { store, services } = this;
    for (const stream of await store.streamsDue(services.now(), 100))
      await this.dispatch.deliver(stream, services.now());
    for (const plan of await store.unfinishedRemovals())
      await this.dispatch.planPosition(plan.position, services.now(), 'recovery');
    for (const position of await store.positionsToPlan(services.now(), 100))
      await this.dispatch.planPosition(position, services.now(), 'sweep');
  }

  private async runAtLeastOnce(job: Job): Promise<void> {
    try {
      await this.runJob(job);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      this.crashes += 1;
      // What a dead process held is free again.
      this.store.tables.leases.clear();
      this.jobs.push({ ...job, notBeforeMs: this.shop.nowMs + 5_000 });
    }
  }

  private async runJob(job: Job): Promise<void> {
    if (job.kind === 'deliver') return this.deliver(job.stream);
    const outcome =
      job.kind === 'order'
        ? await lookAtOrder(this.services, job)
        : await planPosition(this.services, { position: job.position, trigger: job.trigger });
    this.outcomes.push(outcome);
    if (outcome.kind === 'again') {
      const { afterMs, missingSinceMs } = outcome;
      this.jobs.push({ ...job, notBeforeMs: this.shop.nowMs + afterMs, missingSinceMs } as Job);
    }
    if (outcome.kind === 'parked') this.parked.push(outcome.reason);
  }

  private async deliver(stream: string): Promise<void> {
    for (;;) {
      const next = await this.store.nextDelivery(stream);
      if (next === null) return;
      this.erp.push(next);
      await this.store.recordAttempt(next.id, {
        state: 'accepted',
        attempts: 1,
        nextAttemptAtMs: 0,
        lastError: null,
        log: [],
      });
    }
  }

  private readonly dispatch: Dispatcher = this.dispatcher();

  private dispatcher(): Dispatcher {
    return {
      lookAtOrders: async (notifications) => this.event(...notifications.map((one) => one.orderId)),
      planPosition: async (position, notBeforeMs, trigger) => {
        const waiting = this.jobs.find(
          (job) => job.kind === 'position' && positionKey(job.position) === positionKey(position),
        );
        if (waiting === undefined) this.jobs.push({ kind: 'position', position, trigger, notBeforeMs });
        else waiting.notBeforeMs = Math.min(waiting.notBeforeMs, notBeforeMs);
      },
      deliver: async (stream, notBeforeMs) => {
        this.jobs.push({ kind: 'deliver', stream, notBeforeMs });
      },
    };
  }

  private perilous<T extends object>(port: T): T {
    return new Proxy(port, {
      get: (target, key, receiver) => {
        const value: unknown = Reflect.get(target, key, receiver);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          const nth = ++this.calls;
          const fate = this.crashAt({ nth, name: String(key) });
          if (fate === 'before') throw new Crash(`before ${String(key)}`);
          const result: unknown = await Reflect.apply(value, target, args);
          if (fate === 'after') throw new Crash(`after ${String(key)}`);
          return result;
        };
      },
    });
  }

  /** The chain for one order, and nothing of what it asks for. */
  async drainOne(orderId: string): Promise<void> {
    this.jobs.splice(
      0,
      this.jobs.length,
      ...this.jobs.filter((job) => job.kind !== 'order' || job.orderId !== orderId),
    );
    await this.look(orderId);
  }

  look(orderId: string): Promise<ChainOutcome> {
    return lookAtOrder(this.services, { orderId: anId(orderId) });
  }

  // What tests look at

  reservation(orderId: string) {
    const found = [...this.store.tables.reservations.values()].find(({ known }) => known.orderId === orderId);
    if (found === undefined) throw new Error(`no record of ${orderId}`);
    return found.known;
  }

  plans(): Plan[] {
    return [...this.store.tables.plans.values()];
  }

  get current(): Plan | undefined {
    return this.plans()
      .filter((plan) => plan.state !== 'superseded')
      .at(-1);
  }

  told(type: Delivery['type']): Delivery[] {
    return this.erp.filter((delivery) => delivery.type === type);
  }

  /** Every step told of an order's reservation, in order. */
  statusesTold(orderId: string): unknown[] {
    return this.told('holdfast.reservation.changed')
      .filter((one) => one.orderId === orderId)
      .map((one) => one.data.status);
  }

  /** Counted goods, as the ERP's route would record them. */
  async count(onHand: number, countedAt: Instant, reference = 'count-1'): Promise<string> {
    const planId = `count-plan-${reference}`;
    const recorded = await this.store.recordCount({
      position: SHIRT,
      onHand,
      countedAt,
      reference,
      planId: anId(planId),
    });
    await this.dispatch.planPosition(SHIRT, this.shop.nowMs, 'count');
    return recorded.planId;
  }

  /** Each step was told under a higher version than the one before, and the last one under the recorded version. */
  private versionsGrowTo({ orderId, version }: KnownReservation): boolean {
    const told = this.told('holdfast.reservation.changed')
      .filter((one) => one.orderId === orderId)
      .map((one) => Number(one.data.version));
    return told.at(-1) === version && told.every((one, index) => index === 0 || one > (told[index - 1] ?? 0));
  }

  /**
   * The state that must be the same whatever went wrong on the way. Ids and times are left out, and versions with
   * them: they are seconds (`version-after.ts`).
   */
  books() {
    const reservations = [...this.store.tables.reservations.values()].map(({ known }) => known);
    const orders = this.shop.orderIds();
    return {
      total: this.shop.total,
      reserved: this.shop.reserved(),
      leadTime: this.shop.leadTime,
      listed: orders.filter((orderId) => this.shop.isListed(orderId)),
      recorded: reservations
        .map((r) => [r.orderId, r.status, this.versionsGrowTo(r), r.deductedQuantity, r.lostAt !== null])
        .sort(),
      told: orders.map((orderId) => this.statusesTold(orderId)),
      trust: this.store.tables.trust,
      unfinished: this.plans().filter((plan) => plan.state === 'executing').length,
      leases: this.store.tables.leases.size,
    };
  }
}

/** A and B are invoiced, C (handled between them and now) is open. */
export function hotShirt(world = new World()): World {
  const { shop } = world;
  shop.sell('A-1', 2);
  shop.sell('B-2', 1);
  shop.sell('C-3', 3);
  shop.invoice('A-1');
  shop.invoice('B-2');
  world.event('A-1', 'B-2', 'C-3');
  return world;
}
