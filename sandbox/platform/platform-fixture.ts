import { startStore } from '../store/start-store';
import { realTime, type Time } from '../time';
import { platformClient } from './platform-client';
import type { Policy } from './policies';
import { type Platform, startPlatform } from './start-platform';

const MANIFEST = {
  vendor: 'acme',
  name: 'app',
  version: '1.0.0',
  policies: [
    { name: 'vbase-read-write' },
    { name: 'colossus-fire-event' },
    { name: 'ADMIN_DS' },
    { name: 'OMSViewer' },
    { name: 'outbound-access', attrs: { host: 'portal.vtexcommercestable.com.br', path: '/api/*' } },
    { name: 'outbound-access', attrs: { host: 'api.vtex.com', path: '/api/dataentities/*' } },
    { name: 'outbound-access', attrs: { host: '*.erp.example', path: '/in/{{account}}' } },
  ],
};
const SERVICE = {
  timeout: 1,
  routes: { all: { path: '/_v/app/*rest', public: true }, one: { path: '/_v/app/:name', public: true } },
  events: {
    orders: { sender: 'vtex.orders-broadcast', topics: ['order-status-updated'] },
    handled: { sender: 'vtex.orders-broadcast', topics: ['handling'] },
    own: { sender: 'acme.app', topics: ['go-on'] },
  },
};

/** A store and the platform for an app that is no more than its files: for the sandbox's own tests. */
export async function platformFixture(
  options: { time?: Time; policies?: readonly Policy[]; hosts?: Record<string, string> } = {},
) {
  const { time = realTime, policies = MANIFEST.policies, hosts } = options;
  const store = await startStore({
    port: 0,
    accountName: 'shop',
    appKey: 'vtexappkey-shop-APP',
    appToken: 'STORETOKEN',
    seed: 5,
    time,
  });
  const platform: Platform = await startPlatform({
    manifest: { ...MANIFEST, policies },
    service: SERVICE,
    store,
    time,
    hosts,
  });
  const raw = platformClient(platform.url);
  const token = platform.credentials.issueAppToken();
  const asApp = {
    authorization: `Bearer ${token}`,
    'proxy-authorization': token,
    vtexidclientautcookie: token,
  };
  return {
    store,
    platform,
    token,
    raw,
    /** With the app's token where each client of the platform sends it. */
    call: (method: string, address: string, body?: unknown, headers: Record<string, string> = {}) =>
      raw(method, address, { body, headers: { ...asApp, ...headers } }),
    async stop() {
      await platform.stop();
      await store.stop();
    },
  };
}
