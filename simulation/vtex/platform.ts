import type { Platform } from '@holdfast/sandbox/store/model/platform';
import { between, chanceOf } from '../chance';
import type { Weather } from '../weather/weather';

const MINUTE = 60_000;

/** What VTEX is like on this day: as its documents leave it open, or as its known issues describe it. */
export function platformOf(seed: number, weather: Weather): Partial<Platform> {
  return {
    ...oddPlatform(seed, weather),
    reservationOrder: weather.rates['shifting-pages'] > 0 ? 'shifting' : 'oldest-first',
    indexLagMs: between(chanceOf(seed, 'index'), 0, 4) * MINUTE,
  };
}

function oddPlatform(seed: number, { rates }: Weather): Partial<Platform> {
  const chance = chanceOf(seed, 'platform');
  const infersInvoiceItems = !chance.chance(rates['invoice-without-items']);
  if (rates['odd-platform'] === 0) return { infersInvoiceItems };
  return {
    infersInvoiceItems,
    lateCancel: chance.pick(['negative-at-once', 'negative-after-next-handling', 'harmless'] as const),
    cancelOfReleased: chance.chance(0.5) ? 'negative' : 'harmless',
    canceledStaysAcknowledged: chance.chance(0.6),
    reservationFollowsChange: chance.chance(0.5),
    countsAborted: chance.chance(0.3),
    ignoresQuantityEqualToAvailable: chance.chance(0.3),
    listsEnded: chance.chance(0.3),
    mostPerPage: chance.chance(0.3) ? 3 : 100,
    orderVisibleAfterMs: chance.chance(0.3) ? 20_000 : 0,
  };
}
