import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { HttpPost, PostAnswer } from '@holdfast/node/clients/erp/webhook/http-post';
import axios from 'axios';
import { codeOf, plainHeaders } from './axios-answer';

/** More of an answer's body is not read: only its status counts. */
const BODY_LIMIT_BYTES = 64 * 1024;
const BODY_PATIENCE_MS = 1_000;

/** Connections are offered to be kept open: deliveries of a busy store follow one another closely. */
export function createAxiosPost(): HttpPost & { close(): void } {
  const agents = {
    httpAgent: new http.Agent({ keepAlive: true, maxSockets: 20 }),
    httpsAgent: new https.Agent({ keepAlive: true, maxSockets: 20 }),
  };
  const post: HttpPost = async (request): Promise<PostAnswer> => {
    // axios' own time-out does not cover looking the host up and connecting.
    const deadline = AbortSignal.timeout(request.timeoutMs);
    try {
      const response = await axios.post<Readable>(request.url, request.body, {
        headers: request.headers,
        ...agents,
        signal: deadline,
        maxRedirects: 0,
        responseType: 'stream',
        decompress: false,
        validateStatus: () => true,
        transformRequest: [(body: unknown) => body],
      });
      await discard(response.data);
      return { kind: 'answer', status: response.status, headers: plainHeaders(response.headers) };
    } catch (error) {
      return { kind: 'no-answer', code: deadline.aborted ? 'TIMEOUT' : codeOf(error) };
    }
  };
  return Object.assign(post, { close: () => closeAll(agents) });
}

function closeAll(agents: { httpAgent: http.Agent; httpsAgent: https.Agent }): void {
  agents.httpAgent.destroy();
  agents.httpsAgent.destroy();
}

/**
 * Reads a short body to its end, so that the connection can be used again for the next message, and cuts off
 * one that is long or slow: the answer was complete with its status.
 */
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
