import type { MasterDataHttp, MasterDataReply, MasterDataRequest } from './master-data-http';

/** At most so many documents a search answers with (Master Data API, "Search documents"). */
export const MOST_ROWS = 100;

export interface MasterDataFailure {
  kind: 'failed';
  /** `never`: the same again fails again. `person`: the app lacks a permission. */
  retry: 'later' | 'never' | 'person';
  status: number | null;
  /** From `Retry-After`, where VTEX sends it. */
  retryAfterMs: number | null;
  message: string;
}

export type Done = { kind: 'done' } | MasterDataFailure;

export type Found =
  /** `total`: how many documents match in all, where the answer says; the index may lag behind. */
  { kind: 'found'; rows: unknown[]; total: number | null } | MasterDataFailure;

export interface Search {
  schema: string;
  where: string;
  fields: readonly string[];
  sort: string;
  from: number;
  count: number;
}

/** Master Data v2, as far as the log needs it. Every answer is a value; each call is made once. */
export interface MasterData {
  /** Writes the whole document under its id, new or not: doing it twice equals once. */
  put(entity: string, id: string, fields: object, schema: string): Promise<Done>;
  /** Gone already is done. */
  remove(entity: string, id: string): Promise<Done>;
  search(entity: string, search: Search): Promise<Found>;
  saveSchema(entity: string, name: string, schema: object): Promise<Done>;
}

export function createMasterData(http: MasterDataHttp): MasterData {
  const call = (method: MasterDataRequest['method'], path: string, more: Partial<MasterDataRequest> = {}) =>
    http.send({ method, path, query: {}, headers: {}, ...more });
  return {
    async put(entity, id, fields, schema) {
      const path = `/${part(entity)}/documents/${part(id)}`;
      return doneOf(await call('PUT', path, { query: { _schema: schema }, body: fields }));
    },
    async remove(entity, id) {
      const reply = await call('DELETE', `/${part(entity)}/documents/${part(id)}`);
      return reply.kind === 'answer' && reply.status === 404 ? { kind: 'done' } : doneOf(reply);
    },
    async search(entity, { schema, where, fields, sort, from, count }) {
      const reply = await call('GET', `/${part(entity)}/search`, {
        query: { _schema: schema, _where: where, _fields: fields.join(','), _sort: sort },
        headers: { 'REST-Range': `resources=${from}-${from + Math.min(count, MOST_ROWS) - 1}` },
      });
      return foundOf(reply);
    },
    async saveSchema(entity, name, schema) {
      return doneOf(await call('PUT', `/${part(entity)}/schemas/${part(name)}`, { body: schema }));
    },
  };
}

const part = encodeURIComponent;

/** 304: a schema or a document is there already, just as it was sent (seen when a schema is saved unchanged). */
function doneOf(reply: MasterDataReply): Done {
  const isThere = reply.kind === 'answer' && (isSuccess(reply.status) || reply.status === 304);
  return isThere ? { kind: 'done' } : failureOf(reply);
}

function foundOf(reply: MasterDataReply): Found {
  if (reply.kind !== 'answer' || !isSuccess(reply.status)) return failureOf(reply);
  if (Array.isArray(reply.body)) return { kind: 'found', rows: reply.body, total: totalOf(reply.headers) };
  const message = 'Master Data answered a search with something that is not a list.';
  return { kind: 'failed', retry: 'later', status: reply.status, retryAfterMs: null, message };
}

/** `resources 0-99/1234`; without it nobody knows how many there are. */
function totalOf(headers: Readonly<Record<string, string | undefined>>): number | null {
  const found = /\/(\d+)\s*$/.exec(headers['rest-content-range'] ?? '');
  return found ? Number(found[1]) : null;
}

function failureOf(reply: MasterDataReply): MasterDataFailure {
  if (reply.kind === 'no-answer') {
    return { kind: 'failed', retry: 'later', status: null, retryAfterMs: null, message: reply.message };
  }
  const { status, headers } = reply;
  const seconds = Number(headers['retry-after'] ?? Number.NaN);
  return {
    kind: 'failed',
    retry: retryOf(status),
    status,
    retryAfterMs: Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null,
    message: `Master Data answered ${status}.`,
  };
}

function retryOf(status: number): MasterDataFailure['retry'] {
  if (status === 401 || status === 403) return 'person';
  const isTemporary = status === 408 || status === 429 || status >= 500 || status < 400;
  return isTemporary ? 'later' : 'never';
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}
