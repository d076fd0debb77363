import { InfraClient, type InstanceOptions, type IOContext } from '@vtex/api';
import type { VBaseAnswer, VBaseRequest } from '../documents/vbase-http';
import { exchange } from './exchange';
import { ownContext, plainOptions } from './own-context';

const TIMEOUT_MS = 5_000;
/** Below this a bucket is the app's own; without the version, so that an update finds what was there. */
const APP = (process.env.VTEX_APP_ID ?? '').split('@')[0];

/**
 * VBase of this account and workspace. Not the platform's own VBase client: that one shares reads that are under
 * way between requests, and remembers them, where we must know what is there now.
 */
export class VBaseClient extends InfraClient {
  public constructor(context: IOContext, options?: InstanceOptions) {
    super('vbase@2.x', ownContext(context), plainOptions(options));
  }

  public async send(request: VBaseRequest): Promise<VBaseAnswer> {
    const answer = await exchange(this.http, {
      method: request.method,
      url: `/buckets/${APP}${request.path}`,
      params: request.query,
      headers: request.headers,
      body: request.body,
      timeoutMs: TIMEOUT_MS,
      answerAs: 'text',
    });
    if (answer.kind === 'no-answer') return { kind: 'no-answer', message: `VBase: ${answer.message}` };
    // The platform's router answers a time-out of its own with this code; the write may have been applied.
    const body = typeof answer.body === 'string' ? answer.body : '';
    if (answer.status >= 500 && body.includes('ProxyTimeout')) {
      return { kind: 'no-answer', message: 'VBase: the router waited in vain' };
    }
    return { kind: 'answered', status: answer.status, headers: definedOnly(answer.headers), body };
  }
}

function definedOnly(headers: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
