import { between, chanceOf } from '../chance';
import type { Day } from '../shop/day';
import type { VirtualTime } from '../time/virtual-time';
import type { Weather } from '../weather/weather';
import type { Host } from './host';
import type { ClockTask } from './job-queue';

export interface ClockworkOf {
  seed: number;
  host: Host;
  time: VirtualTime;
  day: Day;
  weather: Weather;
}

const MINUTE = 60_000;

/** What the hosts do by the clock; less often once the shop is closed. */
export function startClockwork({ seed, host, time, day, weather }: ClockworkOf): void {
  const chance = chanceOf(seed, 'clockwork');
  const every = (task: ClockTask, minutes: number, slower: number) => {
    const tick = () => {
      host.queue.byClock(task);
      time.after(minutes * MINUTE * (time.now() < day.closesMs ? 1 : slower), tick);
    };
    time.after(chance.int(minutes * MINUTE), tick);
  };
  host.queue.byClock('keep-listening');
  every('keep-listening', 60, 6);
  every('drain-feed', between(chance, 2, 14), 8);
  every('redispatch', between(chance, 2, 10), 12);
  every('sweep', between(chance, 20, 60), 5);
  every('reconcile', 6 * 60, 1);
  if (weather.rates.counted > 0 && chance.chance(0.5)) every('poll-erp', 60, 1);
}
