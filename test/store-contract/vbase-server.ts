import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VBaseHttp } from '@holdfast/node/io/documents/vbase-http';

/** What a test may set; all of it is behaviour that the platform's documentation leaves open, or its known issues. */
export interface VBaseFaults {
  /** Status of a failed `If-Match`. */
  conflictStatus: 412 | 409;
  /** Whether `If-None-Match: *` protects a first write. */
  knowsOnlyIfAbsent: boolean;
  /** GET says 404 although the file is there (known issue 822031). */
  hides(file: string): boolean;
  /** The listing does not show it. */
  listingHides(file: string): boolean;
  /** The listing of a bucket says 404. */
  listingMissing(bucket: string): boolean;
  /** Status instead of the answer; the write is applied first when `applied`. */
  fails(method: string, file: string): { status: number; applied: boolean } | null;
}

export interface VBaseServer {
  http: VBaseHttp;
  /** `{bucket}/{file}` to content. */
  files: Map<string, string>;
  faults: VBaseFaults;
  requests: string[];
  empty(): void;
  close(): Promise<void>;
}

/** VBase as VTEX's client shows it, on a port of this machine. */
export async function startVBase(): Promise<VBaseServer> {
  const files = new Map<string, string>();
  const faults = noFaults();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      requests.push(`${request.method} ${request.url}`);
      answer(files, faults, request, body, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    http: (request) => call(base, request),
    files,
    faults,
    requests,
    empty: () => {
      files.clear();
      requests.length = 0;
      Object.assign(faults, noFaults());
    },
    close: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => (error ? reject(error) : resolve()));
      }),
  };
}

function noFaults(): VBaseFaults {
  return {
    conflictStatus: 412,
    knowsOnlyIfAbsent: true,
    hides: () => false,
    listingHides: () => false,
    listingMissing: () => false,
    fails: () => null,
  };
}

const call = async (
  base: string,
  { method, path, query, headers, body }: Parameters<VBaseHttp>[0],
): ReturnType<VBaseHttp> => {
  const search = query ? `?${new URLSearchParams(query)}` : '';
  try {
    const response = await fetch(`${base}${path}${search}`, { method, headers, body: body ?? null });
    const text = await response.text();
    return {
      kind: 'answered',
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: text,
    };
  } catch (error) {
    return { kind: 'no-answer', message: String(error) };
  }
};

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(
  files: Map<string, string>,
  faults: VBaseFaults,
  request: IncomingMessage,
  body: string,
  response: ServerResponse,
): void {
  const { status, content, etag } = decide(files, faults, request, body);
  response.writeHead(status, { 'content-type': 'application/json', ...(etag ? { etag } : {}) });
  response.end(status === 204 ? undefined : (content ?? 'null'));
}

function decide(
  files: Map<string, string>,
  faults: VBaseFaults,
  request: IncomingMessage,
  body: string,
): { status: number; content?: string; etag?: string } {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://vbase');
  const [bucket = '', , file] = pathname.slice(1).split('/').map(decodeURIComponent);
  if (file === undefined && faults.listingMissing(bucket)) return { status: 404 };
  if (file === undefined)
    return { status: 200, content: JSON.stringify(listing(files, faults, bucket, searchParams)) };
  const key = `${bucket}/${file}`;
  const method = request.method ?? '';
  const failure = faults.fails(method, key);
  if (failure && !failure.applied) return failure;
  if (method !== 'GET' && isRefused(files.get(key), faults, request))
    return { status: faults.conflictStatus };
  if (method === 'PUT') files.set(key, body);
  if (method === 'DELETE' && !files.delete(key)) return { status: 404 };
  if (failure) return failure;
  if (method === 'DELETE') return { status: 204 };
  const etag = etagOf(files.get(key) ?? '');
  if (method === 'PUT') return { status: 200, content: JSON.stringify([{ path: file, hash: etag }]), etag };
  const content = files.get(key);
  return content === undefined || faults.hides(key) ? { status: 404 } : { status: 200, content, etag };
}

function isRefused(content: string | undefined, faults: VBaseFaults, { headers }: IncomingMessage): boolean {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) return content === undefined || etagOf(content) !== ifMatch;
  return headers['if-none-match'] === '*' && faults.knowsOnlyIfAbsent && content !== undefined;
}

function listing(
  files: ReadonlyMap<string, string>,
  faults: VBaseFaults,
  bucket: string,
  query: URLSearchParams,
) {
  const prefix = `${bucket}/${query.get('prefix') ?? ''}`;
  const after = query.get('next');
  const limit = Number(query.get('limit') ?? 100);
  const keys = [...files.keys()].filter((key) => key.startsWith(prefix) && !faults.listingHides(key)).sort();
  const rest = after === null ? keys : keys.filter((key) => key > `${bucket}/${after}`);
  const page = rest
    .slice(0, limit)
    .map((key) => ({ path: key.slice(bucket.length + 1), hash: etagOf(files.get(key) ?? '') }));
  return { data: page, next: rest.length > limit ? page.at(-1)?.path : '' };
}

function etagOf(content: string): string {
  return `"${createHash('sha1').update(content).digest('hex')}"`;
}
