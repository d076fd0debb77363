import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { stringify } from 'node:querystring';
import { CLIENT_OPTIONS, Clients } from '@holdfast/node/io/clients/clients';
import type { EventHandler, RouteHandler, ServiceJSON } from '@vtex/api';
import type Application from 'koa';

const RUNTIME = '@vtex/api/lib/service/worker/runtime';
const service: ServiceJSON = jest.requireActual(join(__dirname, '../../node/service.json'));

/** Of the runtime itself, not the server's. */
const Koa = createRequire(require.resolve('@vtex/api'))('koa') as new () => Application;

export interface HandledBy {
  routes: Record<string, RouteHandler<Clients>>;
  events: Record<string, EventHandler<Clients, never>>;
}

export interface RunningRuntime {
  /** A request as the router sends it to a public route. */
  route(id: string, request: RouteRequest): Promise<RouteAnswer>;
  /** The status of an event's handler. */
  event(id: string, body: unknown): Promise<number>;
  close(): Promise<void>;
}

export interface RouteRequest {
  method: string;
  path: string;
  params?: Record<string, string>;
  headers?: Record<string, string>;
  body?: unknown;
}

export interface RouteAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** Empty when the body is no JSON object. */
  json: Record<string, unknown>;
}

/** The middlewares of the real worker around our handlers, in its order; only cluster and port are left out. */
export async function startRuntime({ routes, events }: HandledBy): Promise<RunningRuntime> {
  // It prints a line for each request, and what it was thrown.
  for (const level of ['log', 'warn', 'error'] as const) {
    jest.spyOn(console, level).mockImplementation(() => undefined);
  }
  const clients = { implementation: Clients, options: CLIENT_OPTIONS };
  const { error } = jest.requireActual(`${RUNTIME}/http/middlewares/error`);
  const { createPublicHttpRoute } = jest.requireActual(`${RUNTIME}/http`);
  const { routerFromPublicHttpHandlers } = jest.requireActual(`${RUNTIME}/http/router`);
  const { createEventHandler } = jest.requireActual(`${RUNTIME}/events`);
  const { routerFromEventHandlers } = jest.requireActual(`${RUNTIME}/events/router`);
  const publicRoutes = Object.fromEntries(
    Object.entries(routes).map(([id, handler]) => [
      id,
      { handler: createPublicHttpRoute(clients, handler, service.routes?.[id], id), path: '' },
    ]),
  );
  const handlers = Object.fromEntries(
    Object.entries(events).map(([id, handler]) => [
      id,
      createEventHandler(clients, id, handler, service.events?.[id]),
    ]),
  );
  const app = new Koa();
  app.proxy = true;
  app.use(error).use(routerFromPublicHttpHandlers(publicRoutes)).use(routerFromEventHandlers(handlers));
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    route: (id, request) => sendRoute(base, id, request),
    async event(id, body) {
      const headers = { ...CONTEXT, 'x-event-handler-id': id, 'content-type': 'application/json' };
      const url = `${base}/teststore/master/_events`;
      return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const CONTEXT = {
  'x-vtex-account': 'teststore',
  'x-vtex-workspace': 'master',
  'x-vtex-credential': 'app-token',
  'x-vtex-platform': 'vtex',
};

async function sendRoute(base: string, id: string, request: RouteRequest): Promise<RouteAnswer> {
  const { method, path, params = {}, headers = {}, body } = request;
  const answer = await fetch(`${base}${path}`, {
    method,
    headers: { ...headers, ...CONTEXT, 'x-colossus-route-id': id, 'x-colossus-params': stringify(params) },
    body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, text, json: jsonOf(text) };
}

function jsonOf(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
