export interface BrowserHeaders {
  origin: string | undefined;
  secFetchSite: string | undefined;
}

/**
 * Whether a request that changes something comes from the store's own admin. The browser adds the admin's cookie
 * whoever asks; what it does not let a foreign page forge is `Origin` and `Sec-Fetch-Site`. A request with
 * neither (a script) has to say `Origin` itself.
 */
export function isSameOrigin(headers: BrowserHeaders, hosts: ReadonlySet<string>): boolean {
  const { origin, secFetchSite } = headers;
  if (secFetchSite !== undefined && secFetchSite !== 'same-origin') return false;
  if (origin === undefined) return secFetchSite === 'same-origin';
  return hosts.has(hostOf(origin) ?? '');
}

/** Hosts under which an account's admin is served; none is taken from the request. */
export function adminHosts(
  account: string,
  workspace: string,
  publicUrl: string | null,
): ReadonlySet<string> {
  const endpoint = process.env.VTEX_PUBLIC_ENDPOINT ?? 'myvtex.com';
  const hosts = [`${account}.${endpoint}`, `${workspace}--${account}.${endpoint}`];
  const own = publicUrl === null ? null : hostOf(publicUrl);
  return new Set(own === null ? hosts : [...hosts, own]);
}

/** Null for `null`, plain http outside this machine, and whatever is no address. */
function hostOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol, host, hostname } = new URL(address);
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1';
  return protocol === 'https:' || (protocol === 'http:' && isHere) ? host : null;
}
