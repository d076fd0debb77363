import { type InstanceOptions, type IOContext, JanusClient } from '@vtex/api';
import type { VtexAnswer, VtexRequest, VtexTransport } from '../../clients/vtex/transport';
import { exchange } from './exchange';
import { ownContext, plainOptions } from './own-context';

/** As the server's transport: VTEX answers within seconds, or something is wrong. */
const TIMEOUT_MS = 10_000;

/**
 * The store's own API with the app's credential: what it may do is what the manifest's policies say. The
 * `Date` header of each answer is passed on, which the watermark rests on.
 */
export class VtexStoreClient extends JanusClient implements VtexTransport {
  public constructor(context: IOContext, options?: InstanceOptions) {
    super(ownContext(context), plainOptions(options));
  }

  public send(request: VtexRequest): Promise<VtexAnswer> {
    return exchange(this.http, {
      method: request.method,
      url: request.path,
      params: request.query,
      // The exchange sends a text as it is; here a text is JSON like every other value.
      body: typeof request.body === 'string' ? JSON.stringify(request.body) : request.body,
      headers: {
        Accept: 'application/json',
        VtexIdclientAutCookie: this.context.authToken,
        'X-Vtex-Use-Https': 'true',
      },
      timeoutMs: TIMEOUT_MS,
    });
  }
}
