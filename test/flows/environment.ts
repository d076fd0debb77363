import type { Sandbox } from '@holdfast/sandbox/start-sandbox';

export const ADMIN_TOKEN = 'flow-admin-token-0123456789';
export const INBOUND_TOKEN = 'flow-inbound-token-0123456789';
export const HOOK_SECRET = 'flow-hook-secret-0123456789';

export type Environment = Record<string, string>;

/** What a store's integrator would export; waits are short, everything else is as shipped. */
export function environmentOf({ store, erp }: Sandbox): Environment {
  return {
    HOLDFAST_MODE: 'execute',
    HOLDFAST_GUARD_GAP_MS: '20',
    HOLDFAST_GATHER_WINDOW_MS: '250',
    HOLDFAST_ADMIN_TOKEN: ADMIN_TOKEN,
    VTEX_ACCOUNT: store.accountName,
    VTEX_APP_KEY: store.appKey,
    VTEX_APP_TOKEN: store.appToken,
    VTEX_BASE_URL: store.url,
    VTEX_HOOK_SECRET: HOOK_SECRET,
    ERP_URL: erp.url,
    ERP_SECRET: erp.secret,
    ERP_INBOUND_TOKEN: INBOUND_TOKEN,
    LOG_LEVEL: 'silent',
  };
}
