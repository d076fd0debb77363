import { forward } from './forward';

export interface ProxyAnswer {
  /** 0: no answer within the time, or a cut connection. */
  status: number;
  headers: Record<string, string>;
  text: string;
  json: unknown;
}

/** Calls through the platform as an app's process does, its address in full: for the sandbox's own tests. */
export function platformClient(platformUrl: string, timeoutMs = 3000) {
  return async (
    method: string,
    address: string,
    { headers = {}, body }: { headers?: Record<string, string>; body?: unknown } = {},
  ): Promise<ProxyAnswer> => {
    const target = new URL(address);
    const text = typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body);
    const given = await forward({
      method,
      url: platformUrl,
      path: target.href,
      headers: { 'content-type': 'application/json', ...headers },
      body: Buffer.from(text),
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (given.kind !== 'answer') return { status: 0, headers: {}, text: '', json: undefined };
    const read = given.body.toString('utf8');
    return { status: given.status, headers: given.headers, text: read, json: parsed(read) };
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
