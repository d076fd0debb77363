import { request as httpRequest } from 'node:http';
import { answer, type PlatformAnswer } from './exchange';

export interface ForwardRequest {
  method: string;
  url: string;
  /** What stands in the request line instead of the path of `url`: an address in full for a proxy. */
  path?: string;
  headers: Record<string, string | undefined>;
  body: Buffer;
  /** Ends the attempt. */
  signal?: AbortSignal;
}

/** Concern one connection, not the message. */
const HOP_BY_HOP = ['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'host', 'expect'];

export type Forwarded =
  | { kind: 'answer'; status: number; headers: Record<string, string>; body: Buffer }
  /** Nobody listens there: nothing was sent. */
  | { kind: 'refused' }
  /** The connection broke, or the signal ended the wait: it may have been done. */
  | { kind: 'broken' };

/** Passes a request on over a connection of its own. Never throws for what the network does. */
export function forward({ method, url, path, headers, body, signal }: ForwardRequest): Promise<Forwarded> {
  return new Promise((resolve) => {
    const outgoing = httpRequest(url, {
      method,
      ...(path === undefined ? {} : { path }),
      headers: { ...without(headers, HOP_BY_HOP), 'content-length': String(body.length) },
      agent: false,
      signal,
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ kind: error.code === 'ECONNREFUSED' ? 'refused' : 'broken' }),
    );
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('error', () => resolve({ kind: 'broken' }));
      incoming.on('close', () => resolve({ kind: 'broken' }));
      incoming.on('end', () =>
        resolve({
          kind: 'answer',
          status: incoming.statusCode ?? 0,
          headers: flat(incoming.headers),
          body: Buffer.concat(chunks),
        }),
      );
    });
    outgoing.end(body);
  });
}

/** As the caller of the platform sees it: who cannot be reached cuts the connection. */
export function passedOn(forwarded: Forwarded): PlatformAnswer {
  return forwarded.kind === 'answer'
    ? answer(forwarded.status, forwarded.body, without(forwarded.headers, HOP_BY_HOP))
    : { kind: 'cut' };
}

export function without<T>(
  headers: Record<string, T | undefined>,
  names: readonly string[],
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      (entry): entry is [string, T] => entry[1] !== undefined && !names.includes(entry[0]),
    ),
  );
}

function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]),
  );
}
