import React from 'react';
import type { Me, Role } from '../api/types/me';
import { useClient } from '../api/use-client';
import { useResource } from '../loading/use-resource';

const ROLES: readonly Role[] = ['viewer', 'approver', 'admin'];

const MeContext = React.createContext<Me | null>(null);

/** Asks once who looks at the panel. */
export function WithMe({ children }: { children: React.ReactNode }) {
  const client = useClient();
  const me = useResource('me', (signal) => client.get<Me>('/me', {}, signal));
  return <MeContext.Provider value={me.data}>{children}</MeContext.Provider>;
}

export function useMe(): Me | null {
  return React.useContext(MeContext);
}

/** True too while it is not known: what a role may not do the API refuses. */
function useMay(need: Role): boolean {
  const me = useMe();
  return me === null || ROLES.indexOf(me.role) >= ROLES.indexOf(need);
}

/** What only this role may do, and those that may more; nothing for others. */
export function For({ least, children }: { least: Role; children: React.ReactNode }) {
  return <>{useMay(least) && children}</>;
}
