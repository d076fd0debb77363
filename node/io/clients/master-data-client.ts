import { ExternalClient, type InstanceOptions, type IOContext } from '@vtex/api';
import type { MasterDataHttp, MasterDataReply, MasterDataRequest } from '../search/master-data-http';
import { exchange } from './exchange';
import { ownContext, plainOptions } from './own-context';

/** The log is written on the way of the store's steps: who searches it later may wait, the step may not. */
const TIMEOUT_MS = 4_000;

/** Master Data v2 of this account, as the platform's own client reaches it, but each call made once. */
export class MasterDataClient extends ExternalClient implements MasterDataHttp {
  public constructor(context: IOContext, options?: InstanceOptions) {
    super('http://api.vtex.com/api/dataentities', ownContext(context), plainOptions(options));
  }

  public async send(request: MasterDataRequest): Promise<MasterDataReply> {
    const { account, authToken, userAgent } = this.context;
    const answer = await exchange(this.http, {
      method: request.method,
      url: request.path,
      params: { an: account, ...request.query },
      body: request.body,
      headers: {
        Accept: 'application/json',
        VtexIdclientAutCookie: authToken,
        'X-Vtex-Use-Https': 'true',
        'x-vtex-api-appService': userAgent,
        ...request.headers,
      },
      timeoutMs: TIMEOUT_MS,
    });
    if (answer.kind === 'no-answer') return { kind: 'no-answer', message: answer.message };
    return { ...answer, body: typeof answer.body === 'object' ? answer.body : null };
  }
}
