import type { Random } from '@holdfast/sandbox/random';
import { between, chanceOf } from '../chance';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import type { Weather } from '../weather/weather';
import type { Hazards } from './database';
import type { Life } from './life';
import { likelinessOf } from './long-steps';
import { WHOLE_STEPS } from './whole-steps';

export interface PerilOf {
  seed: number;
  time: VirtualTime;
  weather: Weather;
  tally: Tally;
  isRough(): boolean;
  die(life: Life, where: string): void;
  /** Undefined: that takes no time. */
  loseLocks(life: Life): Promise<void> | undefined;
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

  /** One step of the store: whole or not at all, whatever its caller hears of it. */
  database<T>(life: Life, name: string, step: () => Promise<T>, hazards = WHOLE_STEPS): Promise<T> {
    if (life.isOver) return never;
    if (!this.of.isRough()) return life.outlive(step());
    const { dieWithin } = hazards;
    const work = () => this.slowStep(life, name, step, hazards);
    if (dieWithin === undefined) return this.callInDanger(life, name, work);
    return this.callInDanger(life, name, work, {
      andDie: (die) => dieWithin(step, die),
      likelier: likelinessOf(name),
    });
  }

  private async callInDanger<T>(
    life: Life,
    name: string,
    work: () => Promise<T>,
    within?: { andDie(die: () => void): Promise<T>; likelier: number },
  ): Promise<T> {
    if (this.locks.chance(this.rates.locksLost)) {
      this.of.tally.count('locks-lost');
      const lost = this.of.loseLocks(life);
      if (lost !== undefined) await lost;
    }
    const dies = this.death.chance(this.rates.death * (within?.likelier ?? 1));
    const before = dies && this.death.chance(0.5);
    if (before && within === undefined) return this.kill(life, `before ${name}`);
    const die = () => void this.kill(life, `within ${name}`);
    const value = await life.outlive(before && within !== undefined ? within.andDie(die) : work());
    if (dies) return this.kill(life, `after ${name}`);
    return value;
  }

  private slowStep<T>(life: Life, name: string, step: () => Promise<T>, hazards: Hazards): Promise<T> {
    const waits = this.pace.chance(0.1);
    const pauseMs = waits ? between(this.pace, 1, 40) : 0;
    if (waits) return this.of.time.sleep(pauseMs).then(() => this.stepInDanger(life, name, step, hazards));
    return this.stepInDanger(life, name, step, hazards);
  }

  private stepInDanger<T>(life: Life, name: string, step: () => Promise<T>, hazards: Hazards): Promise<T> {
    if (life.isOver) return never;
    const likelier = hazards.dieWithin === undefined ? 1 : likelinessOf(name);
    if (!this.database_.chance(this.rates.storeFailure * likelier)) return step();
    this.of.tally.count('store-failure');
    return this.database_.chance(0.5) ? hazards.hide(name, step) : hazards.refuse(name, step);
  }

  private kill(life: Life, where: string): Promise<never> {
    this.of.tally.count('process-death');
    this.of.die(life, where);
    return never;
  }
}
