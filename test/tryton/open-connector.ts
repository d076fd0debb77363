import { setTimeout as sleep } from 'node:timers/promises';
import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { TrytonSettings } from '@holdfast/node/clients/erp/tryton/settings';
import { createTrytonConnector } from '@holdfast/node/clients/erp/tryton/tryton-connector';
import { createAxiosRpc } from '@holdfast/server/erp-http/axios-rpc';
import { SYNC } from './folder';
import type { TrytonAddress } from './rpc';

/** A connector as the server makes it, for the user who may only handle stock. */
export function openConnector(
  { url, database }: TrytonAddress,
  settings: Partial<TrytonSettings> = {},
  now = Date.now,
): ErpConnector {
  const whole: TrytonSettings = {
    ...SYNC,
    url,
    database,
    warehouses: { w1: 'WH' },
    skus: {},
    customer: 'VTEX',
    company: null,
    stockWrite: false,
    ...settings,
  };
  const pause = (ms: number) => sleep(ms);
  return createTrytonConnector(whole, { http: createAxiosRpc(), now, random: Math.random, pause });
}
