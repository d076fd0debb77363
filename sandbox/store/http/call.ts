import type Router from '@koa/router';
import type { Context, Middleware } from 'koa';
import { parseJson, readBody } from '../../read-body';
import type { Outcome } from '../model/outcome';
import type { Store } from '../store';
import type { StoreModel } from '../store-model';
import type { Counters } from './counters';
import type { Endpoint } from './endpoints';
import type { Fault, Faults } from './faults';
import { resourcesFor } from './resources';

export interface StoreWire {
  store: Store;
  model: StoreModel;
  faults: Faults;
  counters: Counters;
  keys: readonly StoreKey[];
  /** Told that an update arrives; what it answers is called once it was carried out or refused. */
  onUpdate?(skuId: string, warehouseId: string): () => void;
}

/** An app key of the store. */
export interface StoreKey {
  appKey: string;
  appToken: string;
  /** What its role holds, keys of License Manager: may be changed at any time. Null: everything. */
  resources: string[] | null;
}

export type Verb = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** What a handler gets: path parameters as the caller wrote them (decoded), query, and the parsed body. */
export interface Call {
  ctx: Context;
  params: Record<string, string>;
  query: Record<string, string | undefined>;
  body: Record<string, unknown>;
}

/** Registers one of VTEX's calls: counted, authenticated, and exposed to faults before and after it acts. */
export function register(
  router: Router,
  wire: StoreWire,
  verb: Verb,
  path: string,
  endpoint: Endpoint,
  handle: (call: Call) => void | Promise<void>,
): void {
  const answer: Middleware = async (ctx) => {
    wire.counters.count(endpoint);
    dateHeader(ctx, wire);
    const drawn = wire.faults.draw(endpoint);
    const text = await readBody(ctx.req);
    const key = keyOf(ctx, wire);
    if (key === undefined) return unauthorized(ctx);
    if (!mayCall(key, ctx)) return forbidden(ctx);
    if (await failsBefore(ctx, wire, drawn)) return;
    const body = parseJson(text);
    if (body === undefined || body === null || typeof body !== 'object')
      return badRequest(ctx, 'The request is invalid.');
    const query = Object.fromEntries(
      Object.entries(ctx.query).map(([name, value]) => [name, [value].flat()[0]]),
    );
    const call: Call = { ctx, params: { ...ctx.params }, query, body: body as Record<string, unknown> };
    if (strays(ctx, wire, drawn, () => void handle(call))) return;
    await handle(call);
    failsAfter(ctx, drawn);
  };
  router[verb](path, answer);
}

/** VTEX's own clock, to the second. */
function dateHeader(ctx: Context, { store: { platform, state } }: StoreWire): void {
  if (platform.dateHeaderSkewMs !== null)
    ctx.set('Date', new Date(state.now() + platform.dateHeaderSkewMs).toUTCString());
}

/** Answers an outcome: its value through `show`, or the refusal with its status. */
export function reply<T>(ctx: Context, outcome: Outcome<T>, show: (value: T) => void): void {
  if (outcome.ok) {
    show(outcome.value);
    return;
  }
  ctx.status = outcome.status;
  if (outcome.status === 423) {
    ctx.type = 'text/plain';
    ctx.body = outcome.message;
    return;
  }
  ctx.body = { error: { code: outcome.code, message: outcome.message, exception: null } };
}

export function badRequest(ctx: Context, message: string): void {
  ctx.status = 400;
  ctx.body = { error: { code: '1', message, exception: null } };
}

function keyOf(ctx: Context, { keys }: StoreWire): StoreKey | undefined {
  const [appKey, appToken] = [ctx.get('x-vtex-api-appkey'), ctx.get('x-vtex-api-apptoken')];
  return keys.find((key) => key.appKey === appKey && key.appToken === appToken);
}

/** VTEX looks at the role before it looks at what was asked for: also of what does not exist. */
function mayCall({ resources }: StoreKey, ctx: Context): boolean {
  const enough = resourcesFor(ctx.method, ctx.path);
  return resources === null || enough === undefined || enough.some((one) => resources.includes(one));
}

function forbidden(ctx: Context): void {
  ctx.status = 403;
  ctx.body = { error: { code: '1', message: 'Access denied', exception: null } };
}

function unauthorized(ctx: Context): void {
  ctx.status = 401;
  ctx.body = { error: { code: '1', message: 'Unauthorized access', exception: null } };
}

const BEFORE: Partial<Record<Fault['kind'], number>> = {
  'rate-limited': 429,
  'error-before': 500,
  unavailable: 503,
  unauthorized: 401,
  forbidden: 403,
  locked: 423,
};

async function failsBefore(ctx: Context, wire: StoreWire, drawn: Fault[]): Promise<boolean> {
  for (const fault of drawn) {
    const status = BEFORE[fault.kind];
    if (status !== undefined) return answerWith(ctx, wire, fault, status);
    if (fault.kind === 'down') ctx.req.socket.destroy();
    if (fault.kind === 'down' || fault.kind === 'hang-before') {
      ctx.respond = false;
      return true;
    }
    if (fault.kind === 'slow')
      await new Promise<void>((resolve) => void wire.store.time.after(fault.ms, resolve));
    if (fault.kind === 'meanwhile' && fault.when === 'before') fault.run();
  }
  return false;
}

/** The call is lost on its way, or goes its way after everybody has given it up. */
function strays(ctx: Context, { store }: StoreWire, drawn: Fault[], run: () => void): boolean {
  for (const fault of drawn) {
    if (fault.kind === 'late-effect') {
      ctx.respond = false;
      store.time.after(fault.ms, run);
      return true;
    }
    if (fault.kind === 'not-done') {
      ctx.type = 'application/json';
      ctx.body = 'true';
      return true;
    }
  }
  return false;
}

function answerWith(ctx: Context, wire: StoreWire, fault: Fault, status: number): true {
  ctx.status = status;
  if (fault.kind === 'rate-limited' && fault.retryAfterSeconds !== undefined)
    ctx.set('Retry-After', String(fault.retryAfterSeconds));
  if (fault.kind === 'locked') {
    ctx.type = 'text/plain';
    ctx.body = `Unable to acquire lock for key: ${wire.store.state.accountName}_item_logistics.`;
  } else ctx.body = { error: { code: String(status), message: fault.kind, exception: null } };
  return true;
}

function failsAfter(ctx: Context, drawn: Fault[]): void {
  for (const fault of drawn) {
    if (fault.kind === 'meanwhile' && fault.when === 'after') fault.run();
    if (fault.kind === 'hang-after') ctx.respond = false;
    if (fault.kind === 'error-after') {
      ctx.status = 500;
      ctx.body = { error: { code: '500', message: 'An error has occurred.', exception: null } };
    }
    if (fault.kind === 'bad-json') {
      ctx.status = 200;
      ctx.type = 'application/json';
      ctx.body = '{"unfinished": ';
    }
  }
}
