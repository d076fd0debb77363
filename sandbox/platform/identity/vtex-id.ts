import { z } from 'zod';
import { answer, type Handle, jsonBody, type PlatformAnswer, refusal } from '../exchange';
import type { Credentials } from './credentials';

const validateBody = z.object({ token: z.string() });
const loginBody = z.object({ appkey: z.string(), apptoken: z.string() });

/** VTEX ID: whose token is it (VTEX ID API, "Validate VTEX ID token", "Get authenticated user", app login). */
export function vtexId(wire: {
  credentials: Credentials;
  /** The store's key and what it may do. */
  appKeys: readonly { appKey: string; appToken: string; resources: readonly string[] }[];
}): Handle {
  const { credentials } = wire;
  const validate = (token: string): PlatformAnswer => {
    const principal = credentials.principalOf(token);
    if (principal?.kind !== 'user') return answer(401, { authStatus: 'WrongCredentials' });
    const { id, user, account } = principal.user;
    return answer(200, { authStatus: 'Success', id, user, account, audience: 'admin', tokenType: 'user' });
  };
  const authenticated = (token: string | undefined): PlatformAnswer => {
    const principal = credentials.principalOf(token);
    if (principal?.kind !== 'user') return answer(200, 'null', { 'content-type': 'application/json' });
    return answer(200, { userId: principal.user.id, user: principal.user.user, userType: 'F' });
  };
  return (request) => {
    const call = `${request.method} ${request.path}`;
    if (call === 'POST /api/vtexid/credential/validate') {
      const body = validateBody.safeParse(jsonBody(request));
      return body.success ? validate(body.data.token) : refusal(400, 'BadRequest', 'token is missing');
    }
    if (call === 'GET /api/vtexid/pub/authenticated/user') {
      const given = request.query.get('authToken') ?? request.headers.vtexidclientautcookie;
      return authenticated(given);
    }
    if (call === 'POST /api/vtexid/apptoken/login') {
      const body = loginBody.safeParse(jsonBody(request));
      const key = wire.appKeys.find(
        (one) => body.success && one.appKey === body.data.appkey && one.appToken === body.data.apptoken,
      );
      if (!key) return answer(401, { authStatus: 'WrongCredentials' });
      const token = credentials.login({ user: key.appKey, resources: key.resources });
      return answer(200, { authStatus: 'Success', token, expires: 86_400 });
    }
    return refusal(404, 'NotFound', `VTEX ID has no ${call}`);
  };
}
