import type { Readable } from 'node:stream';
import { ExternalClient, type InstanceOptions, type IOContext } from '@vtex/api';
import type { PostAnswer, PostRequest } from '../../clients/erp/webhook/http-post';
import { exchange } from './exchange';
import { outboundTo } from './outbound';
import { ownContext, plainOptions } from './own-context';

/** More of an answer's body is not read: only its status counts. */
const BODY_LIMIT_BYTES = 64 * 1024;
const BODY_PATIENCE_MS = 1_000;

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
    await discard(answer.body as Readable);
    return { kind: 'answer', status: answer.status, headers: answer.headers };
  }
}

/** Reads a short body to its end, so that the connection can be used again; cuts off a long or slow one. */
function discard(body: Readable): Promise<void> {
  return new Promise((resolve) => {
    let seen = 0;
    const cutOff = setTimeout(() => body.destroy(), BODY_PATIENCE_MS);
    body.on('error', () => undefined);
    body.on('data', (chunk: Buffer) => {
      seen += chunk.length;
      if (seen > BODY_LIMIT_BYTES) body.destroy();
    });
    body.on('close', () => {
      clearTimeout(cutOff);
      resolve();
    });
  });
}
