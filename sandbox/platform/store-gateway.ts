import { resourcesFor } from '../store/http/resources';
import { type Handle, refusal } from './exchange';
import { forward, passedOn, without } from './forward';
import { accessOf, type Rights } from './identity/license-manager';

/** Where the store's own API really is, and the key that opens it. */
export interface StoreBehind {
  url: string;
  appKey: string;
  appToken: string;
}

/** Stays at the gateway. */
const CREDENTIALS = ['proxy-authorization', 'authorization', 'vtexidclientautcookie', 'cookie'];

/**
 * The store's Orders and Logistics APIs through VTEX's gateway: the account stands in the host or in `an`, and
 * who calls needs one of the resources that VTEX's permission tables name, or gets 403.
 */
export function storeGateway(wire: { account: string; store: StoreBehind; rights: Rights }): Handle {
  const { account, store, rights } = wire;
  return async (request) => {
    const isOwnHost = request.host.startsWith(`${account}.`);
    if (!isOwnHost && request.query.get('an') !== account) return refusal(404, 'NotFound', 'which account');
    const resources = resourcesFor(request.method, request.path);
    if (!resources) return refusal(404, 'NotFound', `no ${request.method} ${request.path}`);
    const access = accessOf(request, rights, resources);
    if (access !== 'allowed') return refusal(access, 'Forbidden', `needs one of: ${resources.join(', ')}`);
    const query = new URLSearchParams(request.query);
    query.delete('an');
    const search = query.size > 0 ? `?${query}` : '';
    const headers = {
      ...without(request.headers, CREDENTIALS),
      'x-vtex-api-appkey': store.appKey,
      'x-vtex-api-apptoken': store.appToken,
    };
    const { method, path, body, gone } = request;
    return passedOn(
      await forward({ method, url: `${store.url}${path}${search}`, headers, body, signal: gone }),
    );
  };
}
