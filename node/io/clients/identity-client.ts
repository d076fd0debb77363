import { type InstanceOptions, type IOContext, JanusClient } from '@vtex/api';
import { z } from 'zod';
import type { AccessAnswer, IdentityPort, TokenAnswer } from '../identity/identity-port';
import { type ExchangeAnswer, exchange } from './exchange';
import { ownContext, plainOptions } from './own-context';

const TIMEOUT_MS = 5_000;

/** "Validate VTEX ID token" (VTEX ID API): 200 with these fields, 401 for a token that is none. */
const validated = z.object({
  authStatus: z.string(),
  id: z.string().nullish(),
  user: z.string().nullish(),
  account: z.string().nullish(),
  audience: z.string().nullish(),
});

/** Asks VTEX ID who holds a token, and License Manager what they may do. Nothing of either is remembered here. */
export class IdentityClient extends JanusClient implements IdentityPort {
  public constructor(context: IOContext, options?: InstanceOptions) {
    super(ownContext(context), plainOptions(options));
  }

  public async whoHolds(token: string): Promise<TokenAnswer> {
    const answer = await exchange(this.http, {
      method: 'POST',
      url: '/api/vtexid/credential/validate',
      body: { token },
      headers: { 'X-Vtex-Use-Https': 'true' },
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.kind === 'no-answer') return { kind: 'unavailable' };
    if (answer.status === 400 || answer.status === 401 || answer.status === 403) return { kind: 'nobody' };
    if (!isSuccess(answer)) return { kind: 'unavailable' };
    const read = validated.safeParse(answer.body);
    if (!read.success) return { kind: 'unavailable' };
    const { authStatus, id, user, account, audience } = read.data;
    if (authStatus.toLowerCase() !== 'success') return { kind: 'nobody' };
    return {
      kind: 'user',
      id: id ?? null,
      user: user ?? null,
      account: account ?? null,
      audience: audience ?? null,
    };
  }

  public async mayUse(token: string, resource: string): Promise<AccessAnswer> {
    const answer = await exchange(this.http, {
      method: 'GET',
      url: `/api/license-manager/resources/${encodeURIComponent(resource)}/access`,
      headers: { VtexIdclientAutCookie: token, 'X-Vtex-Use-Https': 'true' },
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.kind === 'no-answer') return 'unavailable';
    // 2xx is how VTEX's own client reads a yes; a body that says no is believed more than the status.
    if (isSuccess(answer)) return answer.body === false || answer.body === 'false' ? 'no' : 'yes';
    return answer.status >= 400 && answer.status < 500 && answer.status !== 429 ? 'no' : 'unavailable';
  }
}

function isSuccess(answer: Extract<ExchangeAnswer, { kind: 'answer' }>): boolean {
  return answer.status >= 200 && answer.status < 300;
}
