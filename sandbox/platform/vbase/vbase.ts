import { gunzipSync } from 'node:zlib';
import type { Time } from '../../time';
import { answer, type Handle, type PlatformAnswer, type PlatformRequest, refusal } from '../exchange';
import type { Policies } from '../policies';
import { Bucket } from './bucket';
import type { VBaseSwitches, VBaseTrouble } from './vbase-switches';

export interface VBaseWire {
  /** `vendor.app` without version: its buckets are nobody else's. */
  appName: string;
  policies: Policies;
  time: Time;
  switches: VBaseSwitches;
  trouble: VBaseTrouble;
  buckets: Map<string, Bucket>;
}

const PATH = /^\/buckets\/([^/]+)\/([^/]+)(?:\/(files|conflicts)(?:\/(.+))?)?$/;

/**
 * VBase as `@vtex/api`'s client calls it: files of a bucket, their `etag`, `If-Match`, and listings. The path it
 * gets is below `/vbase/v2/{account}/{workspace}`.
 */
export function vbase(wire: VBaseWire): (request: PlatformRequest, below: string) => PlatformAnswer {
  return (request, below) => {
    const [, app = '', name = '', kind, file] = PATH.exec(below) ?? [];
    if (decodeURIComponent(app) !== wire.appName) return refusal(403, 'Forbidden', 'not your bucket');
    const isReading = request.method === 'GET' || request.method === 'HEAD';
    if (!wire.policies.holds('vbase-read-write') && !(isReading && wire.policies.holds('vbase-read-only')))
      return refusal(403, 'Forbidden', 'no vbase policy');
    const bucket = wire.buckets.get(name) ?? new Bucket();
    wire.buckets.set(name, bucket);
    if (kind === 'files' && file !== undefined)
      return onFile(wire, { bucket, name, path: decodeURIComponent(file) }, request);
    if (kind === 'files' && request.method === 'GET') return list(wire, bucket, request.query);
    if (kind === 'files' && request.method === 'DELETE') return reset(wire, bucket);
    if (kind === undefined && request.method === 'GET')
      return answer(200, { state: 'ok', lastModified: new Date(wire.time.now()).toISOString(), hash: name });
    return refusal(404, 'NotFound', 'no such part of a bucket');
  };
}

/** Below the account and the workspace, which must be the app's own. */
export function inWorkspace(
  prefix: string,
  handle: (request: PlatformRequest, below: string) => PlatformAnswer,
): Handle {
  return (request) =>
    request.path.startsWith(`${prefix}/`)
      ? handle(request, request.path.slice(prefix.length))
      : refusal(403, 'Forbidden', 'another account, workspace or version');
}

interface Target {
  bucket: Bucket;
  name: string;
  path: string;
}

function onFile(wire: VBaseWire, target: Target, request: PlatformRequest): PlatformAnswer {
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return read(wire, target);
    case 'PUT':
      return write(wire, target, request);
    case 'DELETE':
      return remove(wire, target, request);
    default:
      return refusal(405, 'MethodNotAllowed', request.method);
  }
}

const etagOf = ({ switches }: VBaseWire, hash: string) => (switches.quotesEtags ? `"${hash}"` : hash);
const notFound = (path: string) => refusal(404, 'FileNotFound', `${path} not found`);

function read(wire: VBaseWire, { bucket, name, path }: Target): PlatformAnswer {
  const file = bucket.read(path);
  if (!file || wire.trouble.isForgotten(`${name}/${path}`)) return notFound(path);
  return answer(200, file.content, { etag: etagOf(wire, file.hash), 'content-type': file.contentType });
}

/** Null: the condition holds, or there is none. */
function failedCondition(
  wire: VBaseWire,
  { bucket, name, path }: Target,
  { headers }: PlatformRequest,
): PlatformAnswer | null {
  const expected = headers['if-match']?.replace(/^"|"$/g, '');
  const createOnly = headers['if-none-match'] === '*' && wire.switches.honoursCreateOnly;
  if (expected === undefined && !createOnly) return null;
  const now = bucket.read(path)?.hash;
  const fails =
    wire.trouble.isContested(`${name}/${path}`) || (createOnly ? now !== undefined : now !== expected);
  return fails ? refusal(wire.switches.conflictStatus, 'Conflict', `${path} is not as expected`) : null;
}

function write(wire: VBaseWire, target: Target, request: PlatformRequest): PlatformAnswer {
  const { bucket, path } = target;
  const content = plainContent(request);
  if (!content) return refusal(400, 'BadRequest', 'content-encoding says gzip, the body is not');
  const failed = failedCondition(wire, target, request);
  if (failed) return failed;
  const type = request.headers['content-type'] ?? 'application/octet-stream';
  const { hash } = bucket.write(path, content, type, wire.time.now());
  return answer(200, [{ path, hash }], wire.switches.etagOnWrite ? { etag: etagOf(wire, hash) } : {});
}

function plainContent({ headers, body }: PlatformRequest): Buffer | null {
  if (headers['content-encoding'] !== 'gzip') return body;
  try {
    return gunzipSync(body);
  } catch {
    return null;
  }
}

function remove(wire: VBaseWire, target: Target, request: PlatformRequest): PlatformAnswer {
  const { bucket, path } = target;
  const failed = failedCondition(wire, target, request);
  if (failed) return failed;
  if (!bucket.read(path)) return notFound(path);
  bucket.remove(path, wire.time.now());
  return answer(204);
}

function reset(wire: VBaseWire, bucket: Bucket): PlatformAnswer {
  for (const path of bucket.paths()) bucket.remove(path, wire.time.now());
  return answer(204);
}

/** Sorted by path; `next` is opaque and empty at the end. */
function list({ switches, time }: VBaseWire, bucket: Bucket, query: URLSearchParams): PlatformAnswer {
  const prefix = query.get('prefix') ?? '';
  const after = Buffer.from(query.get('next') ?? '', 'base64url').toString('utf8');
  const asked = Number(query.get('limit') ?? switches.pageSize);
  const limit = Math.max(1, Math.min(Number.isInteger(asked) ? asked : switches.pageSize, switches.pageSize));
  const rows = bucket
    .listAt(time.now() - switches.listingLagMs)
    .filter(({ path }) => path.startsWith(prefix) && path > after);
  const page = rows.slice(0, limit);
  const last = page[page.length - 1];
  const next = rows.length > limit && last ? Buffer.from(last.path).toString('base64url') : '';
  return answer(200, { data: page, next });
}
