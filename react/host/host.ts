import React from 'react';

/** What the panel needs of the page it lives in. One record a host: VTEX's Admin, or our own server. */
export interface Host {
  /** Where the admin API is, without a slash at the end. */
  apiBase: string;
  /** Who signs the person in: VTEX's Admin (its cookie goes along by itself), or our own login page. */
  session: 'vtex' | 'own';
  /** Goes with everything that changes something; null where the host needs none. */
  csrf(): string | null;
  /** Opens another page of the panel: `#/log?outcome=hold`. */
  navigate(hash: string): void;
  /** The API said 401. */
  signedOut(): void;
}

export const HostContext = React.createContext<Host | null>(null);

export function useHost(): Host {
  const host = React.useContext(HostContext);
  if (host === null) throw new Error('The panel was rendered without a host.');
  return host;
}
