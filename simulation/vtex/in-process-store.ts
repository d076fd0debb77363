import type { VtexAnswer, VtexRequest } from '@holdfast/node/clients/vtex/transport';
import type { StoreWire } from '@holdfast/sandbox/store/http/call';
import { newCounters } from '@holdfast/sandbox/store/http/counters';
import { newFaults } from '@holdfast/sandbox/store/http/faults';
import { feedRoutes } from '@holdfast/sandbox/store/http/feed-routes';
import { hookRoutes } from '@holdfast/sandbox/store/http/hook-routes';
import { inventoryRoutes } from '@holdfast/sandbox/store/http/inventory-routes';
import { orderRoutes } from '@holdfast/sandbox/store/http/order-routes';
import { reservationRoutes } from '@holdfast/sandbox/store/http/reservation-routes';
import type { Store } from '@holdfast/sandbox/store/store';
import type { StoreModel } from '@holdfast/sandbox/store/store-model';

type Router = Parameters<typeof orderRoutes>[0];
type Handle = (ctx: unknown) => Promise<void>;

interface Route {
  segments: string[];
  handle: Handle;
}

const CREDENTIALS: Record<string, string> = {
  'x-vtex-api-appkey': 'key',
  'x-vtex-api-apptoken': 'token',
};

/**
 * The sandbox's own routes, with their JSON, called without a socket: what may go wrong in reading VTEX's answers
 * can go wrong here. Who wants to set faults or to count calls brings his own.
 */
export function inProcessStore(
  store: Store,
  model: StoreModel,
  { faults = newFaults(store.random), counters = newCounters() }: Partial<StoreWire> = {},
): (request: VtexRequest) => Promise<VtexAnswer> {
  const wire: StoreWire = {
    store,
    model,
    faults,
    counters,
    keys: [{ appKey: 'key', appToken: 'token', resources: null }],
  };
  /** By verb and number of segments. */
  const routes = new Map<string, Route[]>();
  const keep = (verb: string) => (path: string, handle: Handle) => {
    const segments = path.split('/');
    const kind = `${verb}/${segments.length}`;
    routes.set(kind, [...(routes.get(kind) ?? []), { segments, handle }]);
  };
  const verbs = ['get', 'post', 'put', 'patch', 'delete'];
  const router = Object.fromEntries(verbs.map((verb) => [verb, keep(verb)])) as unknown as Router;
  for (const register of [orderRoutes, hookRoutes, feedRoutes, inventoryRoutes, reservationRoutes])
    register(router, wire);
  return async (request) => {
    const path = request.path.split('/');
    const found = routes
      .get(`${request.method.toLowerCase()}/${path.length}`)
      ?.find(({ segments }) => answers(segments, path));
    if (found === undefined) throw new Error(`the sandbox has no ${request.method} ${request.path}`);
    const ctx = new Exchange(request, paramsOf(found.segments, path));
    await found.handle(ctx);
    return ctx.answer();
  };
}

function answers(segments: string[], path: string[]): boolean {
  return segments.every((segment, index) => segment.startsWith(':') || segment === path[index]);
}

function paramsOf(segments: string[], path: string[]): Record<string, string> {
  const named = segments.flatMap((segment, index) =>
    segment.startsWith(':') ? [[segment.slice(1), decodeURIComponent(path[index] ?? '')] as const] : [],
  );
  return Object.fromEntries(named);
}

/** As much of a Koa context as the sandbox's routes use. */
class Exchange {
  respond = true;
  type = '';
  readonly query: Record<string, string>;
  readonly req: ReturnType<typeof bodyStream>;
  private sent: unknown;
  private code: number | null = null;
  private readonly headers: Record<string, string> = {};

  constructor(
    request: VtexRequest,
    readonly params: Record<string, string>,
  ) {
    const query = Object.entries(request.query ?? {}).map(([name, value]) => [name, String(value)] as const);
    this.query = Object.fromEntries(query);
    this.req = bodyStream(request.body === undefined ? '' : JSON.stringify(request.body));
  }

  get(name: string): string {
    return CREDENTIALS[name.toLowerCase()] ?? '';
  }

  set(name: string, value: string): void {
    this.headers[name.toLowerCase()] = value;
  }

  get status(): number {
    return this.code ?? (this.sent === undefined ? 404 : 200);
  }

  set status(code: number) {
    this.code = code;
  }

  get body(): unknown {
    return this.sent;
  }

  set body(body: unknown) {
    this.sent = body;
  }

  answer(): VtexAnswer {
    if (!this.respond) return { kind: 'no-answer', code: 'ETIMEDOUT', message: 'no answer in time' };
    return { kind: 'answer', status: this.status, headers: this.headers, body: overTheWire(this.sent) };
  }
}

/** As a client reads it: JSON where it is JSON, else the text. What was rendered for this answer is nobody else's. */
function overTheWire(sent: unknown): unknown {
  if (typeof sent !== 'string') return sent ?? '';
  try {
    return JSON.parse(sent);
  } catch {
    return sent;
  }
}

/** A request's body as its reader listens for it, there as soon as it listens. */
function bodyStream(text: string) {
  const listeners = new Map<string, (chunk?: Buffer) => void>();
  return {
    headers: {},
    socket: { destroy: () => undefined },
    on(event: string, listener: (chunk?: Buffer) => void) {
      listeners.set(event, listener);
      if (event !== 'end') return;
      queueMicrotask(() => {
        if (text !== '') listeners.get('data')?.(Buffer.from(text));
        listeners.get('end')?.();
      });
    },
    removeListener: (event: string) => void listeners.delete(event),
  };
}
