import http from 'node:http';
import https from 'node:https';
import type { RpcHttp, RpcHttpAnswer } from '@holdfast/node/clients/erp/tryton/rpc-http';
import axios from 'axios';
import { codeOf, plainHeaders } from './axios-answer';

/** A page of five hundred shipments is a few hundred kilobytes. */
const BODY_LIMIT_BYTES = 16 * 1024 * 1024;

/**
 * POSTs whose answer is read whole. Each has a connection of its own: an ERP's server that closes a kept one just
 * as the next call goes out would leave us not knowing whether that call was carried out.
 */
export function createAxiosRpc(): RpcHttp {
  const agents = {
    httpAgent: new http.Agent({ keepAlive: false, maxSockets: 20 }),
    httpsAgent: new https.Agent({ keepAlive: false, maxSockets: 20 }),
  };
  return async (request): Promise<RpcHttpAnswer> => {
    // axios' own time-out does not cover looking the host up and connecting.
    const deadline = AbortSignal.timeout(request.timeoutMs);
    try {
      const response = await axios.post<string>(request.url, request.body, {
        headers: request.headers,
        ...agents,
        signal: deadline,
        maxRedirects: 0,
        maxContentLength: BODY_LIMIT_BYTES,
        responseType: 'text',
        validateStatus: () => true,
        transformRequest: [(body: unknown) => body],
        transformResponse: [(body: unknown) => body],
      });
      return {
        kind: 'answer',
        status: response.status,
        headers: plainHeaders(response.headers),
        body: String(response.data ?? ''),
      };
    } catch (error) {
      return { kind: 'no-answer', code: deadline.aborted ? 'TIMEOUT' : codeOf(error) };
    }
  };
}
