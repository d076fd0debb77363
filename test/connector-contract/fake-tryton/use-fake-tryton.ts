import { setTimeout as sleep } from 'node:timers/promises';
import type { TrytonSettings } from '@holdfast/node/clients/erp/tryton/settings';
import { createTrytonConnector } from '@holdfast/node/clients/erp/tryton/tryton-connector';
import { createAxiosRpc } from '@holdfast/server/erp-http/axios-rpc';
import { bookedIn } from './books';
import type { FakeTryton } from './start-fake-tryton';
import { unitsIn } from './stock';

/** Of product MUG-1, which is SKU 7, in storage at the start. */
export const UNITS = 100;

const SETTINGS: Omit<TrytonSettings, 'url'> = {
  database: 'erp',
  user: 'holdfast',
  password: 'right',
  warehouses: { w1: 'WH' },
  skus: { '7': 'MUG-1' },
  customer: 'VTEX',
  company: null,
  stockWrite: false,
  timeoutMs: 1_000,
};

export function connectorOf(fake: FakeTryton, settings: Partial<TrytonSettings> = {}, now = Date.now) {
  const outside = {
    http: createAxiosRpc(),
    now,
    random: () => 0,
    pause: (ms: number) => sleep(Math.min(ms, 1)),
  };
  return createTrytonConnector({ ...SETTINGS, url: fake.url, ...settings }, outside);
}

/** What a person sees and does at the screen of the fake that is current. */
export function screenOf(current: () => FakeTryton) {
  const shipment = () => {
    const [first] = current().tables.of('stock.shipment.out');
    if (!first) throw new Error('there is no shipment');
    return first;
  };
  return {
    shipment,
    states: () => bookedIn(current()).map(({ status }) => status),
    stored(place: number) {
      const { tables } = current();
      return unitsIn(tables, tables.of('product.product')[0]?.id, [place]);
    },
    byHand: (button: string) =>
      current().call(1, `stock.shipment.out.${button}`, [[shipment().id]], { company: 1 }),
  };
}
