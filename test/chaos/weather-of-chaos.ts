import { drawWeather, FAULTS, type Fault, type Weather } from '../../simulation/weather/weather';

/** Of the simulation's faults those that a shop, its goods and its notifications bring; all others are real ones here. */
const KEPT: readonly Fault[] = [
  'hook-lost',
  'hook-twice',
  'hook-late',
  'order-partly-invoiced',
  'order-canceled',
  'split',
  'restock',
  'counted',
  'strangers',
];

export function weatherOfChaos(seed: number): Weather {
  const weather = drawWeather(seed);
  const rates = { ...weather.rates };
  for (const fault of Object.keys(FAULTS) as Fault[]) if (!KEPT.includes(fault)) rates[fault] = 0;
  return { ...weather, rates };
}
