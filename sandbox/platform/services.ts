/** The parts of the platform that an app meets, as faults and the request log name them. */
export const PLATFORM_SERVICES = [
  'vbase',
  'apps',
  'courier',
  'sphinx',
  'master-data',
  'store',
  'vtex-id',
  'license-manager',
  'private-routes',
  'edge',
  'outside',
  'unknown',
] as const;
export type PlatformService = (typeof PLATFORM_SERVICES)[number];

const INFRA: Record<string, PlatformService> = {
  vbase: 'vbase',
  apps: 'apps',
  courier: 'courier',
  sphinx: 'sphinx',
};

/** Hosts of VTEX's Janus gateway: the store's APIs, VTEX ID and License Manager behind one door. */
const JANUS = /^[\w-]+\.vtexcommerce(stable|beta)\.com\.br$/;
const EDGE = /^[\w-]+\.myvtex\.com$/;

export function isJanus(host: string): boolean {
  return JANUS.test(host);
}

/** Which service a host and path belong to. */
export function serviceOf(host: string, path: string): PlatformService {
  if (host === 'infra.io.vtex.com') return INFRA[path.split('/')[1] ?? ''] ?? 'unknown';
  if (host === 'app.io.vtex.com') return 'private-routes';
  if (host === 'api.vtex.com') return path.startsWith('/api/dataentities/') ? 'master-data' : 'unknown';
  if (EDGE.test(host)) return 'edge';
  if (!isJanus(host)) return /(^|\.)vtex\.com$/.test(host) ? 'unknown' : 'outside';
  if (path.startsWith('/api/vtexid/')) return 'vtex-id';
  if (path.startsWith('/api/license-manager/')) return 'license-manager';
  if (path.startsWith('/api/dataentities/')) return 'master-data';
  return path.startsWith('/api/') ? 'store' : 'edge';
}
