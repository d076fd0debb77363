import type { Host } from '../host/host';

/** Our own server, on whose origin the panel lives. */
export function ownHost(csrf: string, signedOut: () => void): Host {
  return {
    apiBase: '/_v/holdfast/api',
    session: 'own',
    csrf: () => csrf,
    navigate: (hash) => {
      window.location.hash = hash;
    },
    signedOut,
  };
}
