import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MasterDataHttp } from '@holdfast/node/io/search/master-data-http';
import { type Fields, whereOf } from './master-data-where';

/**
 * A small Master Data v2 over real HTTP, strict where VTEX's documentation is plain: a filter it cannot read, a
 * field that no schema indexes, or a range of over 100 is answered with 400.
 */
export interface SmallMasterData {
  http: MasterDataHttp;
  /** By entity and id, whether indexed yet or not. */
  documents: Map<string, Map<string, Fields>>;
  /** `PUT /holdfast_log/documents/k1` and so on, in the order they came. */
  calls: string[];
  /** The filters that were asked for. */
  wheres: string[];
  /** What was written shows up in searches only after `index()`. */
  isLate: boolean;
  index(): void;
  /** Answered to everything while set: a status, or no answer at all. */
  fault: { status: number; headers?: Record<string, string> } | 'silence' | null;
  /** A search finds everything, whatever its filter says. */
  isSloppy: boolean;
  /** Answered with 400 when it is written. */
  refuses(fields: Fields): boolean;
  close(): Promise<void>;
}

interface State extends SmallMasterData {
  indexed: Map<string, Map<string, Fields>>;
  schemas: Map<string, { 'v-indexed': string[]; required: string[] }>;
}

export async function startSmallMasterData(): Promise<SmallMasterData> {
  const server = createServer((request, response) => {
    void answer(state, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state: State = {
    http: fetchHttp(base),
    documents: new Map(),
    indexed: new Map(),
    schemas: new Map(),
    calls: [],
    wheres: [],
    isLate: false,
    isSloppy: false,
    fault: null,
    refuses: () => false,
    index: () => {
      for (const [entity, documents] of state.documents) state.indexed.set(entity, new Map(documents));
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return state;
}

/** The port as a host would fill it. */
function fetchHttp(base: string): MasterDataHttp {
  return {
    async send({ method, path, query, headers, body }) {
      const url = `${base}${path}?${new URLSearchParams(query)}`;
      try {
        const response = await fetch(url, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          body: body === undefined ? undefined : JSON.stringify(body),
        });
        const text = await response.text();
        const parsed: unknown = text === '' ? null : JSON.parse(text);
        return {
          kind: 'answer',
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: parsed,
        };
      } catch {
        return { kind: 'no-answer', message: 'Master Data did not answer.' };
      }
    },
  };
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://x');
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  state.calls.push(`${request.method} ${url.pathname}`);
  const { fault } = state;
  if (fault === 'silence') return void response.destroy();
  if (fault !== null) return void response.writeHead(fault.status, fault.headers).end('{"Message":"no"}');
  const reply = handle(state, request, url, text === '' ? null : JSON.parse(text));
  response
    .writeHead(reply.status, reply.headers)
    .end(reply.body === undefined ? '' : JSON.stringify(reply.body));
}

interface Reply {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

function handle(state: State, request: IncomingMessage, url: URL, body: unknown): Reply {
  const [entity = '', kind, rawName = ''] = url.pathname.slice(1).split('/').map(decodeURIComponent);
  if (kind === 'schemas' && request.method === 'PUT') {
    state.schemas.set(`${entity}/${rawName}`, body as { 'v-indexed': string[]; required: string[] });
    return { status: 200 };
  }
  if (kind === 'documents')
    return changeDocument(state, request.method ?? '', entity, rawName, url, body as Fields);
  if (kind === 'search' && request.method === 'GET')
    return search(state, entity, url, request.headers['rest-range']);
  return { status: 404 };
}

function changeDocument(
  state: State,
  method: string,
  entity: string,
  id: string,
  url: URL,
  fields: Fields,
): Reply {
  const documents = state.documents.get(entity) ?? new Map<string, Fields>();
  state.documents.set(entity, documents);
  if (method === 'DELETE') {
    const status = documents.delete(id) ? 204 : 404;
    if (!state.isLate) state.indexed.get(entity)?.delete(id);
    return { status };
  }
  const schema = state.schemas.get(`${entity}/${url.searchParams.get('_schema')}`);
  if (method !== 'PUT' || !schema || state.refuses(fields)) return { status: 400 };
  if (schema.required.some((name) => fields[name] === undefined)) return { status: 400 };
  documents.set(id, fields);
  const indexed = state.indexed.get(entity) ?? new Map<string, Fields>();
  state.indexed.set(entity, indexed);
  if (!state.isLate) indexed.set(id, fields);
  return { status: 204 };
}

function search(state: State, entity: string, url: URL, range: unknown): Reply {
  const where = url.searchParams.get('_where') ?? '';
  state.wheres.push(where);
  const schema = state.schemas.get(`${entity}/${url.searchParams.get('_schema')}`);
  const [, from = '', to = ''] = /^resources=(\d+)-(\d+)$/.exec(String(range)) ?? [];
  const matches = schema && whereOf(where, new Set(schema['v-indexed']));
  const count = Number(to) - Number(from) + 1;
  if (!matches || !(count >= 1 && count <= 100)) return { status: 400 };
  const [, direction] = /^at (ASC|DESC)$/.exec(url.searchParams.get('_sort') ?? '') ?? [];
  if (direction === undefined) return { status: 400 };
  const found = [...(state.indexed.get(entity) ?? [])]
    .filter(([, fields]) => state.isSloppy || matches(fields))
    .sort(byTime(direction));
  const wanted = (url.searchParams.get('_fields') ?? '').split(',');
  const rows = found
    .slice(Number(from), Number(to) + 1)
    .map(([id, fields]) =>
      Object.fromEntries(Object.entries({ id, ...fields }).filter(([name]) => wanted.includes(name))),
    );
  return {
    status: 200,
    headers: { 'REST-Content-Range': `resources ${from}-${to}/${found.length}` },
    body: rows,
  };
}

/** By time alone; within one moment in an order that is nobody's business and changes with the direction. */
function byTime(direction: string) {
  return ([idA, a]: [string, Fields], [idB, b]: [string, Fields]) => {
    const byAt = a.at === b.at ? (idA < idB ? -1 : 1) : String(a.at) < String(b.at) ? -1 : 1;
    return direction === 'ASC' ? byAt : -byAt;
  };
}
