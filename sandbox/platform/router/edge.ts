import type { Time } from '../../time';
import { answer, type Handle } from '../exchange';
import type { AppAnswer, AppCaller, AppRequest } from './app-caller';
import { findRoute, type ServiceJson } from './service-json';

/** How the store's public address behaves where VTEX promises nothing ("Service path patterns"). */
export interface EdgeSwitches {
  /** Cookies reach the app only below `/_v/private/`; elsewhere they are "not guaranteed". */
  dropsCookies: boolean;
  /** Answers to GETs outside `/_v/private/` are kept so long, unless they forbid it. 0: never. */
  cacheMs: number;
}

export const DEFAULT_EDGE_SWITCHES: EdgeSwitches = { dropsCookies: true, cacheMs: 30_000 };

export interface PublicRequest extends Partial<AppRequest> {
  cookies?: Record<string, string>;
}

export interface Edge {
  /** What a browser or another system gets at the store's public address. */
  route(method: string, path: string, request?: PublicRequest): Promise<AppAnswer & { fromCache: boolean }>;
  forgetCache(): void;
}

export interface EdgeWire {
  host: string;
  service: ServiceJson;
  caller: AppCaller;
  switches: EdgeSwitches;
  time: Time;
}

/** Public routes only: the others are nobody's business out here. */
export function newEdge({ host, service, caller, switches, time }: EdgeWire): Edge {
  const kept = new Map<string, { answer: AppAnswer; untilMs: number }>();
  return {
    async route(method, path, { headers = {}, cookies, body } = {}) {
      const known = kept.get(path);
      const mayCache = method === 'GET' && !path.startsWith('/_v/private/') && switches.cacheMs > 0;
      if (mayCache && known && known.untilMs > time.now()) return { ...known.answer, fromCache: true };
      const route = findRoute(service, path.split('?')[0] ?? '');
      if (!route?.isPublic) return { ...NOT_FOUND, fromCache: false };
      const all = { ...headers, ...cookieHeader(cookies) };
      if (switches.dropsCookies && !path.startsWith('/_v/private/')) delete all.cookie;
      const given = await caller.publicRoute(route, host, { method, path, headers: all, body });
      const forbids = /no-store|no-cache|private/.test(given.headers['cache-control'] ?? '');
      if (mayCache && given.status === 200 && !forbids)
        kept.set(path, { answer: given, untilMs: time.now() + switches.cacheMs });
      return { ...given, fromCache: false };
    },
    forgetCache: () => kept.clear(),
  };
}

/** The edge over HTTP: what a hook or a browser calls. */
export function edgeHandle(edge: Edge): Handle {
  return async ({ method, path, query, headers, body }) => {
    const given = await edge.route(method, query.size > 0 ? `${path}?${query}` : path, {
      headers: Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) =>
          value === undefined || name === 'host' ? [] : [[name, value]],
        ),
      ),
      body: body.length > 0 ? body.toString('utf8') : undefined,
    });
    return given.status === 0
      ? answer(503, { code: 'ServiceUnavailable' })
      : answer(given.status, given.text, pick(given.headers, ['content-type', 'cache-control', 'etag']));
  };
}

const NOT_FOUND: AppAnswer = { status: 404, headers: {}, text: '', json: undefined, replica: null };

function cookieHeader(cookies: Record<string, string> | undefined): Record<string, string> {
  if (!cookies) return {};
  const pairs = Object.entries(cookies).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return { cookie: pairs.join('; ') };
}

function pick(headers: Record<string, string>, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => names.includes(name)));
}
