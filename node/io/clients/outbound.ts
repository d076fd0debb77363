const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' };

/**
 * How a host outside is called from VTEX IO: always over http to the platform's proxy, which takes TLS and the
 * port from headers (VTEX, "Outbound requests": `X-Vtex-Use-Https`, `X-Vtex-Remote-Port`) and takes the app's
 * credential off. Called over https directly, the `Proxy-Authorization` that the platform's client always sends
 * would reach the stranger. This machine itself is called as it is.
 */
export function outboundTo(address: string): { url: string; headers: Record<string, string> } {
  const url = new URL(address);
  if (LOOPBACK.test(url.hostname)) return { url: address, headers: {} };
  const headers: Record<string, string> = {};
  if (url.protocol === 'https:') headers['X-Vtex-Use-Https'] = 'true';
  if (url.port !== '' && url.port !== DEFAULT_PORTS[url.protocol]) headers['X-Vtex-Remote-Port'] = url.port;
  url.protocol = 'http:';
  url.port = '';
  return { url: url.toString(), headers };
}
