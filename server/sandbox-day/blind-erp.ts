import { setTimeout as sleep } from 'node:timers/promises';
import type { Caller } from '../gateway/caller';
import type { Log } from '../log/create-log';

export interface BlindErpOptions {
  /** Of the server, where the gateway is. */
  url: string;
  caller: Pick<Caller, 'appKey' | 'appToken'>;
  /** What lies on each shelf now. */
  shelves(): { skuId: string; warehouseId: string; physical: number }[];
  log: Log;
}

const EVERY_MS = 2 * 60_000;

/**
 * An ERP as most are: every two minutes it pushes what is on hand, and knows nothing of reservations. Through the gateway
 * that does no harm; in shadow mode the day shows what it would do to a store.
 */
export function startBlindErp(options: BlindErpOptions): { stop(): void } {
  const stopped = new AbortController();
  const work = async () => {
    for (;;) {
      await sleep(EVERY_MS, undefined, { signal: stopped.signal });
      await push(options, stopped.signal);
    }
  };
  work().catch((error: unknown) => {
    if (!stopped.signal.aborted) options.log.warn({ err: error }, "The sandbox's blind ERP has stopped.");
  });
  return { stop: () => stopped.abort() };
}

async function push({ url, caller, shelves }: BlindErpOptions, signal: AbortSignal): Promise<void> {
  for (const { skuId, warehouseId, physical } of shelves()) {
    const ids = [skuId, warehouseId].map(encodeURIComponent);
    const path = `/api/logistics/pvt/inventory/skus/${ids[0]}/warehouses/${ids[1]}/quantity`;
    const headers = {
      'content-type': 'application/json',
      'x-vtex-api-appkey': caller.appKey,
      'x-vtex-api-apptoken': caller.appToken,
    };
    const body = JSON.stringify({ quantity: physical, unlimitedQuantity: false });
    // One that fails is made good by the next, as blind ERPs have it.
    await fetch(`${url}${path}`, { method: 'PATCH', headers, body, signal }).catch(() => undefined);
  }
}
