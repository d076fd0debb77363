import type { Readable } from 'node:stream';
import { ExternalClient, type InstanceOptions, type IOContext } from '@vtex/api';
import type { PostAnswer, PostRequest } from '../../clients/erp/webhook/http-post';
import { discardBody } from '../../http/discard-body';
import { exchange } from './exchange';
import { outboundTo } from './outbound';
import { ownContext, plainOptions } from './own-context';

/** The ERP's webhook. The manifest must allow its host (`outbound-access`). */
export class ErpClient extends ExternalClient {
  public constructor(context: IOContext, options?: InstanceOptions) {
    super('', { ...ownContext(context), host: undefined, tenant: undefined }, plainOptions(options));
  }

  /** The signed characters go out as they are; an answer of any status, or none. */
  public async post(request: PostRequest): Promise<PostAnswer> {
    const { url, headers } = outboundTo(request.url);
    const answer = await exchange(this.http, {
      method: 'POST',
      url,
      headers: { ...request.headers, ...headers },
      body: request.body,
      timeoutMs: request.timeoutMs,
      answerAs: 'stream',
    });
    if (answer.kind === 'no-answer') {
      return { kind: 'no-answer', code: answer.code === 'ETIMEDOUT' ? 'TIMEOUT' : answer.code };
    }
    await discardBody(answer.body as Readable);
    return { kind: 'answer', status: answer.status, headers: answer.headers };
  }
}
