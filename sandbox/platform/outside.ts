import { type Handle, refusal } from './exchange';
import { forward, passedOn, without } from './forward';

/**
 * Everybody else: reached only through the app's outbound policies (checked before), over https when
 * `X-Vtex-Use-Https` says so. The platform takes its own headers off. `hosts` says where a name really is; a
 * loopback address is itself.
 */
export function outside(hosts: ReadonlyMap<string, string>): Handle {
  return async (request) => {
    const base = hosts.get(request.host) ?? loopback(request.host, request.port);
    if (base === null) return refusal(502, 'BadGateway', `${request.host} does not resolve`);
    const search = request.query.size > 0 ? `?${request.query}` : '';
    const { method, body, gone } = request;
    const headers = without(request.headers, [
      'proxy-authorization',
      'proxy-connection',
      'x-vtex-use-https',
      'x-vtex-remote-port',
    ]);
    return passedOn(
      await forward({ method, url: `${base}${request.path}${search}`, headers, body, signal: gone }),
    );
  };
}

function loopback(host: string, port: string): string | null {
  return host === '127.0.0.1' || host === 'localhost' ? `http://${host}${port ? `:${port}` : ''}` : null;
}
