import { type Catalogue, createCatalogue } from './catalogue';
import type { RpcHttp } from './rpc-http';
import type { TrytonSettings } from './settings';
import { createTrytonRpc, type TrytonRpc } from './tryton-rpc';

export interface TrytonOutside {
  http: RpcHttp;
  /** Epoch ms. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  pause(ms: number): Promise<void>;
}

/** What the steps of this connector share. */
export interface Tryton extends Omit<TrytonOutside, 'http'> {
  settings: TrytonSettings;
  rpc: TrytonRpc;
  catalogue: Catalogue;
}

export function openTryton(settings: TrytonSettings, outside: TrytonOutside): Tryton {
  const { http, now, random, pause } = outside;
  const rpc = createTrytonRpc(settings, { http, now });
  return { settings, rpc, catalogue: createCatalogue(rpc, settings, now), now, random, pause };
}
