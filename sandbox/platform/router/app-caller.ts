import { stringify } from 'node:querystring';
import type { Time } from '../../time';
import { forward } from '../forward';
import type { Credentials } from '../identity/credentials';
import type { FoundRoute, ServiceJson } from './service-json';

export interface AppAnswer {
  /** 0: no answer (killed, or nobody there). 504: over the service's time. */
  status: number;
  headers: Record<string, string>;
  text: string;
  /** Undefined when the body is not JSON. */
  json: unknown;
  /** Which replica answered or broke. */
  replica: string | null;
}

export interface AppRequest {
  method: string;
  /** With its query. */
  path: string;
  headers?: Record<string, string>;
  /** Sent as it is when a text, as JSON when anything else. */
  body?: unknown;
}

export interface AppWire {
  account: string;
  workspace: string;
  isProduction: boolean;
  service: ServiceJson;
  credentials: Credentials;
  /** Base addresses of the running replicas; may change at any time. */
  replicas: string[];
  time: Time;
}

export interface AppCaller {
  publicRoute(route: FoundRoute, host: string, request: AppRequest): Promise<AppAnswer>;
  /** As the router sends it to a route that is not public: below account and workspace. */
  privateRoute(request: AppRequest): Promise<AppAnswer>;
  event(
    handlerId: string,
    about: { sender: string; key: string; subject?: string },
    body: unknown,
  ): Promise<AppAnswer>;
}

const NO_REPLICA = { status: 0, headers: {}, text: '', json: undefined, replica: null };

/**
 * Calls the app as the platform's router does: round-robin over the replicas, with the context headers that the
 * runtime reads (`@vtex/api`, `service/worker/runtime/utils/context`) and a fresh app token.
 */
export function newAppCaller(wire: AppWire): AppCaller {
  let turn = 0;
  let requests = 0;
  const context = (): Record<string, string> => {
    requests += 1;
    return {
      'x-vtex-account': wire.account,
      'x-vtex-workspace': wire.workspace,
      'x-vtex-workspace-is-production': String(wire.isProduction),
      'x-vtex-credential': wire.credentials.issueAppToken(),
      'x-vtex-operation-id': `operation-${requests}`,
      'x-request-id': `request-${requests}`,
      'x-vtex-platform': 'vtex',
      'x-vtex-tenant': 'en-US',
      'x-vtex-locale': 'en-US',
    };
  };
  const attempt = async (replica: string, request: AppRequest) => {
    const isText = typeof request.body === 'string';
    const type = isText || request.body === undefined ? {} : { 'content-type': 'application/json' };
    const text = isText
      ? String(request.body)
      : request.body === undefined
        ? ''
        : JSON.stringify(request.body);
    const timer = new AbortController();
    const cancel = wire.time.after(wire.service.timeout * 1000, () => timer.abort());
    const forwarded = await forward({
      method: request.method,
      url: `${replica}${request.path}`,
      headers: { ...type, ...request.headers },
      body: Buffer.from(text),
      signal: timer.signal,
    });
    cancel();
    return { forwarded, isLate: timer.signal.aborted };
  };
  const send = async (request: AppRequest): Promise<AppAnswer> => {
    for (let tries = 0; tries < Math.max(1, wire.replicas.length); tries += 1) {
      const replica = wire.replicas[turn++ % Math.max(1, wire.replicas.length)];
      if (replica === undefined) break;
      const { forwarded, isLate } = await attempt(replica, request);
      // Nobody listens there: nothing was sent, so the next one may have it.
      if (forwarded.kind === 'refused') continue;
      if (forwarded.kind === 'broken') return { ...NO_REPLICA, status: isLate ? 504 : 0, replica };
      const text = forwarded.body.toString('utf8');
      return { status: forwarded.status, headers: forwarded.headers, text, json: parsed(text), replica };
    }
    return NO_REPLICA;
  };
  return {
    publicRoute: (route, host, request) =>
      send({
        ...request,
        headers: {
          ...request.headers,
          ...context(),
          'x-forwarded-host': host,
          'x-forwarded-proto': 'https',
          'x-forwarded-path': request.path,
          'x-colossus-route-id': route.id,
          'x-colossus-params': stringify(route.params),
        },
      }),
    privateRoute: (request) =>
      send({
        ...request,
        path: `/${wire.account}/${wire.workspace}${request.path}`,
        headers: { ...request.headers, ...context() },
      }),
    event: (handlerId, { sender, key, subject = '' }, body) =>
      send({
        method: 'POST',
        path: `/${wire.account}/${wire.workspace}/_events`,
        headers: {
          ...context(),
          'x-event-handler-id': handlerId,
          'x-event-key': key,
          'x-event-sender': sender,
          'x-event-subject': subject,
        },
        body,
      }),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
