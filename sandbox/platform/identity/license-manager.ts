import { answer, type Handle, type PlatformRequest, refusal } from '../exchange';
import type { Policies } from '../policies';
import type { Credentials } from './credentials';

export interface Rights {
  credentials: Credentials;
  policies: Policies;
}

/**
 * Who asks, by `VtexIdclientAutCookie`, and whether they hold one of the resources: an app by its policies, a
 * person by License Manager. 401: nobody known.
 */
export function accessOf(
  { headers }: Pick<PlatformRequest, 'headers'>,
  { credentials, policies }: Rights,
  resources: readonly string[],
): 'allowed' | 401 | 403 {
  const principal = credentials.principalOf(headers.vtexidclientautcookie);
  if (principal === null) return 401;
  const holds = (key: string) =>
    principal.kind === 'app' ? policies.holds(key) : principal.user.resources.includes(key);
  return resources.some(holds) ? 'allowed' : 403;
}

const ACCESS = /^\/api\/license-manager\/resources\/([^/]+)\/access$/;

/** License Manager as `@vtex/api`'s client asks it: 2xx means yes. */
export function licenseManager(rights: Rights & { account: string }): Handle {
  return (request) => {
    const resource = ACCESS.exec(request.path)?.[1];
    if (request.method === 'GET' && resource !== undefined) {
      const access = accessOf(request, rights, [decodeURIComponent(resource)]);
      return access === 'allowed' ? answer(200, true) : refusal(access, 'Forbidden', 'no access');
    }
    if (request.method === 'GET' && request.path === '/api/license-manager/account') {
      const known = rights.credentials.principalOf(request.headers.vtexidclientautcookie);
      if (!known) return refusal(401, 'Unauthorized', 'nobody known');
      return answer(200, { id: 'account-1', accountName: rights.account, isActive: true, sites: [] });
    }
    return refusal(404, 'NotFound', `License Manager has no ${request.method} ${request.path}`);
  };
}
