import type { Random } from '@holdfast/sandbox/random';
import { between, chanceOf } from '../chance';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import type { Weather } from '../weather/weather';
import { DatabaseLost, type Life } from './life';

export interface PerilOf {
  seed: number;
  time: VirtualTime;
  weather: Weather;
  tally: Tally;
  isRough(): boolean;
  die(life: Life, where: string): void;
  loseLocks(life: Life): void;
}

const never = new Promise<never>(() => undefined);

/** What may befall a process at each call that leaves it: time passes, its database fails, it dies before or after. */
export class Peril {
  private readonly death: Random;
  private readonly locks: Random;
  private readonly database_: Random;
  private readonly pace: Random;
  private readonly rates: { death: number; locksLost: number; storeFailure: number };

  constructor(private readonly of: PerilOf) {
    this.death = chanceOf(of.seed, 'death');
    this.locks = chanceOf(of.seed, 'locks');
    this.database_ = chanceOf(of.seed, 'database');
    this.pace = chanceOf(of.seed, 'pace');
    const { rates } = of.weather;
    this.rates = {
      death: rates['process-death'],
      locksLost: rates['locks-lost'],
      storeFailure: rates['store-failure'],
    };
  }

  call<T>(life: Life, name: string, work: () => Promise<T>): Promise<T> {
    if (life.isOver) return never;
    return this.of.isRough() ? this.callInDanger(life, name, work) : life.outlive(work());
  }

  private async callInDanger<T>(life: Life, name: string, work: () => Promise<T>): Promise<T> {
    if (this.locks.chance(this.rates.locksLost)) {
      this.of.tally.count('locks-lost');
      this.of.loseLocks(life);
    }
    const dies = this.death.chance(this.rates.death);
    const before = dies && this.death.chance(0.5);
    if (before) return this.kill(life, `before ${name}`);
    const value = await life.outlive(work());
    if (dies) return this.kill(life, `after ${name}`);
    return value;
  }

  /** One step of the store: whole or not at all, whatever its caller hears of it. */
  database<T>(life: Life, name: string, step: () => Promise<T>): Promise<T> {
    return this.call(life, name, () => {
      if (!this.of.isRough()) return step();
      const waits = this.pace.chance(0.1);
      const pauseMs = waits ? between(this.pace, 1, 40) : 0;
      if (waits) return this.of.time.sleep(pauseMs).then(() => this.stepInDanger(life, name, step));
      return this.stepInDanger(life, name, step);
    });
  }

  private stepInDanger<T>(life: Life, name: string, step: () => Promise<T>): Promise<T> {
    if (life.isOver) return never;
    if (!this.database_.chance(this.rates.storeFailure)) return step();
    return this.failAt(name, step);
  }

  private async failAt(name: string, step: () => Promise<unknown>): Promise<never> {
    this.of.tally.count('store-failure');
    if (this.database_.chance(0.5)) await step();
    throw new DatabaseLost(name);
  }

  private kill(life: Life, where: string): Promise<never> {
    this.of.tally.count('process-death');
    this.of.die(life, where);
    return never;
  }
}
