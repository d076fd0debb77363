import React from 'react';
import type { Session } from './session';
import { readSession, signOut } from './session';

const fetchHere = (url: string, init: RequestInit) => window.fetch(url, init);

/** Who is signed in: asked of the server once at the start, and whenever the API has said 401 since. */
export function useSession() {
  const [session, setSession] = React.useState<Session | { kind: 'asking' }>({ kind: 'asking' });
  const retry = React.useCallback(() => {
    readSession(fetchHere).then(setSession);
  }, []);
  React.useEffect(retry, [retry]);
  const signedIn = React.useCallback((csrf: string) => setSession({ kind: 'signed-in', csrf }), []);
  const signedOut = React.useCallback(() => setSession({ kind: 'signed-out' }), []);
  const leave = () => {
    if (session.kind === 'signed-in') signOut(fetchHere, session.csrf).then(signedOut);
  };
  return { session, signedIn, signedOut, leave, retry };
}
