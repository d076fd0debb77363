import React from 'react';
import type { Route } from './route';
import { parseHash } from './route';

/** The present route, again whenever the address changes. */
export function useRoute(): Route {
  const [hash, setHash] = React.useState(() => window.location.hash);
  React.useEffect(() => {
    const changed = () => setHash(window.location.hash);
    window.addEventListener('hashchange', changed);
    return () => window.removeEventListener('hashchange', changed);
  }, []);
  return React.useMemo(() => parseHash(hash), [hash]);
}
