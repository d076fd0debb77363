import React from 'react';
import { useHost } from '../host/host';
import type { Client } from './client';
import { createClient } from './client';

export function useClient(): Client {
  const host = useHost();
  return React.useMemo(() => createClient(host, (url, init) => window.fetch(url, init)), [host]);
}
