import { answer, type Handle, refusal } from '../exchange';
import type { Credentials } from '../identity/credentials';
import type { AppCaller } from './app-caller';
import { findRoute, type ServiceJson } from './service-json';

/** `app.io.vtex.com`: routes that are not public, for other apps (their token) and people of the store. */
export function privateRoutes(wire: {
  /** `/{vendor}.{name}/v{major}/{account}/{workspace}`. */
  prefix: string;
  service: ServiceJson;
  caller: AppCaller;
  credentials: Credentials;
}): Handle {
  return async ({ method, path, query, headers, body }) => {
    const token = /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? headers.vtexidclientautcookie;
    if (!wire.credentials.principalOf(token)) return refusal(401, 'Unauthorized', 'nobody known');
    const below = path.startsWith(`${wire.prefix}/`) ? path.slice(wire.prefix.length) : '';
    const route = findRoute(wire.service, below);
    if (!route || route.isPublic) return refusal(404, 'NotFound', path);
    const given = await wire.caller.privateRoute({
      method,
      path: query.size > 0 ? `${below}?${query}` : below,
      body: body.length > 0 ? body.toString('utf8') : undefined,
    });
    return given.status === 0 ? refusal(503, 'ServiceUnavailable', path) : answer(given.status, given.text);
  };
}
