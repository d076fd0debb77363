import type { IncomingMessage, ServerResponse } from 'node:http';
import rawBody from 'raw-body';
import type { Time } from '../time';
import { answer, type Handle, type PlatformAnswer, type PlatformRequest, refusal } from './exchange';
import type { Credentials } from './identity/credentials';
import type { PlatformFault, PlatformFaults } from './platform-faults';
import type { Policies } from './policies';
import type { RequestLog } from './request-log';
import { type PlatformService, serviceOf } from './services';

export interface FrontDoor {
  handlers: Record<Exclude<PlatformService, 'unknown'>, Handle>;
  credentials: Credentials;
  policies: Policies;
  faults: PlatformFaults;
  log: RequestLog;
  time: Time;
  /** Stands in for the host of requests that name none: the store's public address. */
  edgeHost: string;
}

/** The platform's own services; every other host needs an outbound policy. */
const INFRA = 'infra.io.vtex.com';
const BODY_LIMIT = '20mb';
/** Met by people and by other systems, not by the app: they need no app token. */
const OPEN: readonly PlatformService[] = ['edge', 'private-routes'];

/** Every request of an app's processes arrives here, its host in the address as a forward proxy gets it. */
export function frontDoor(door: FrontDoor): (message: IncomingMessage, response: ServerResponse) => void {
  return (message, response) => {
    void answerOne(door, message, response).catch(() => response.destroy());
  };
}

async function answerOne(door: FrontDoor, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await read(message, response, door.edgeHost);
  const service = serviceOf(request.host, request.path);
  const path = request.query.size > 0 ? `${request.path}?${request.query}` : request.path;
  const given = await withFaults(door, service, path, request);
  door.log.add({
    service,
    method: request.method,
    host: request.host,
    path,
    status: given.kind === 'answer' ? given.status : 0,
    usesHttps: request.headers['x-vtex-use-https'] === 'true',
    atMs: door.time.now(),
  });
  write(response, request.method, given);
}

async function read(message: IncomingMessage, response: ServerResponse, edgeHost: string) {
  const url = new URL(message.url ?? '/', `http://${edgeHost}`);
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, [value].flat()[0]]),
  );
  return {
    method: message.method ?? 'GET',
    host: url.hostname.toLowerCase(),
    port: url.port,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: await rawBody(message, { limit: BODY_LIMIT }),
    gone: gone.signal,
  } satisfies PlatformRequest;
}

async function withFaults(
  door: FrontDoor,
  service: PlatformService,
  path: string,
  request: PlatformRequest,
): Promise<PlatformAnswer> {
  const drawn = door.faults.draw({ service, method: request.method, path });
  for (const fault of drawn) {
    const instead = await before(door, fault);
    if (instead) return instead;
  }
  let given = await serve(door, service, request);
  for (const fault of drawn) given = after(fault, given);
  return given;
}

async function before({ time }: FrontDoor, fault: PlatformFault): Promise<PlatformAnswer | null> {
  if (fault.kind === 'status') return answer(fault.status, fault.body, fault.headers);
  if (fault.kind === 'hang-before') return { kind: 'hang' };
  if (fault.kind === 'cut-before') return { kind: 'cut' };
  if (fault.kind === 'slow') await new Promise<void>((resolve) => void time.after(fault.ms, resolve));
  if (fault.kind === 'meanwhile' && fault.when === 'before') fault.run();
  return null;
}

function after(fault: PlatformFault, given: PlatformAnswer): PlatformAnswer {
  if (fault.kind === 'hang-after') return { kind: 'hang' };
  if (fault.kind === 'cut-after') return { kind: 'cut' };
  if (fault.kind === 'error-after')
    return refusal(fault.status ?? 500, 'InternalError', 'applied all the same');
  if (fault.kind === 'meanwhile' && fault.when === 'after') fault.run();
  return given;
}

async function serve(door: FrontDoor, service: PlatformService, request: PlatformRequest) {
  if (service === 'unknown') return refusal(404, 'NotFound', `${request.host}${request.path}`);
  if (!OPEN.includes(service)) {
    if (!door.credentials.isAppToken(appTokenOf(request)))
      return refusal(401, 'Unauthorized', 'the app token is missing, unknown or expired');
    if (request.host !== INFRA && !door.policies.mayReach(request.host, request.path))
      return refusal(403, 'Forbidden', `no outbound-access to ${request.host}${request.path}`);
  }
  return door.handlers[service](request);
}

/** `InfraClient` sends `Authorization: Bearer`, `ExternalClient` `Proxy-Authorization`, each to its own hosts. */
function appTokenOf({ host, headers }: PlatformRequest): string | undefined {
  return host === INFRA
    ? /^bearer (.+)$/i.exec(headers.authorization ?? '')?.[1]
    : headers['proxy-authorization'];
}

function write(response: ServerResponse, method: string, given: PlatformAnswer): void {
  if (given.kind === 'hang' || response.destroyed) return;
  if (given.kind === 'cut') {
    response.destroy();
    return;
  }
  const { status, body, headers = {} } = given;
  const isRaw = Buffer.isBuffer(body) || typeof body === 'string';
  const content = body === undefined ? '' : isRaw ? body : JSON.stringify(body);
  const type = body === undefined || isRaw ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const hasBody = method !== 'HEAD' && status !== 204 && status !== 304;
  response.writeHead(status, { ...type, ...headers });
  response.end(hasBody ? content : undefined);
}
