import http from 'node:http';
import https from 'node:https';
import type { Readable } from 'node:stream';
import type { HttpPost, PostAnswer } from '@holdfast/node/clients/erp/webhook/http-post';
import { discardBody } from '@holdfast/node/http/discard-body';
import axios from 'axios';
import { codeOf, plainHeaders } from './axios-answer';

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
      await discardBody(response.data);
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
