import type { Host } from './host';

/** VTEX's Admin signs the person in, so a 401 means that their Admin session is over: the page says so. */
export function vtexHost(): Host {
  return {
    apiBase: '/_v/private/holdfast/api',
    session: 'vtex',
    csrf: () => null,
    navigate: (hash) => {
      window.location.hash = hash;
    },
    signedOut: () => undefined,
  };
}
