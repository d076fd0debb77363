import type { DeliveryOutcome, ErpConnector } from '@holdfast/node/clients/erp/connector';
import { instantOfMs } from '@holdfast/node/core/instant';
import type { Delivery } from '@holdfast/node/store/delivery';
import { between, chanceOf } from '../chance';
import { SKUS } from '../shop/day';
import type { Truth } from '../shop/truth';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import { ratesByFault, type Weather } from '../weather/weather';

export interface ErpOf {
  seed: number;
  time: VirtualTime;
  weather: Weather;
  tally: Tally;
  truth: Truth;
  isRough(): boolean;
  trace(text: string): void;
  /** A message was taken into its books. */
  taken(delivery: Delivery): void;
}

const SLOT_MS = 20 * 60_000;

/** An ERP that is down at times, answers badly, and takes one message twice. */
export function ledgerErp(of: ErpOf): ErpConnector {
  const { seed, time, weather, tally, truth } = of;
  const chance = chanceOf(seed, 'erp');
  const rates = ratesByFault(weather);
  const refused = weather.rates['erp-refuses-sku'] > 0 ? SKUS[chance.int(SKUS.length)] : null;
  const isDown = () =>
    of.isRough() &&
    chanceOf(seed, `erp-down/${Math.floor(time.now() / SLOT_MS)}`).chance(rates.get('erp-down') ?? 0);
  const happens = (fault: 'erp-failure' | 'erp-twice') => {
    if (!of.isRough() || !chance.chance(rates.get(fault) ?? 0)) return false;
    tally.count(fault);
    return true;
  };
  const later = (message: string, status: number | null): DeliveryOutcome => ({
    kind: 'retry',
    status,
    retryAfterMs: null,
    message,
  });
  return {
    name: 'ledger',
    async deliver(delivery) {
      if (isDown()) {
        tally.count('erp-down');
        return later('connection refused', null);
      }
      await time.sleep(between(chance, 5, 200));
      if (happens('erp-failure')) return later('status 500', 500);
      if (delivery.skuId === refused) {
        tally.count('erp-refuses-sku');
        return { kind: 'refused', status: 422, message: 'unknown product' };
      }
      of.taken(delivery);
      if (happens('erp-twice')) return later('no answer in time', null);
      return { kind: 'accepted', status: 200 };
    },
    checkHealth: async () => ({ healthy: true }),
    async readStock(positions) {
      if (isDown()) return { kind: 'failed', retryAfterMs: null, message: 'connection refused' };
      const countedAt = instantOfMs(time.now());
      const stock = positions.map((position) => ({
        position,
        onHand: truth.position(position.skuId, position.warehouseId)?.physical ?? null,
        countedAt,
        reservations: null,
      }));
      await time.sleep(between(chance, 20, 900));
      return { kind: 'read', stock };
    },
  };
}
