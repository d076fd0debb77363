import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Models, newModels } from './models';
import { Refused } from './tables';

/** A Tryton 6.0 over HTTP, as strict and as silent as the real one; see docs/erp-connectors.md. */
export interface FakeTryton extends Models {
  url: string;
  password: string;
  mayDelete: boolean;
  /** What happens to the next calls of a method; the answer calls it off. */
  next(method: RegExp, fault: Fault, times?: number): () => void;
  /** Something that happens right before the next call of a method is carried out. */
  before(method: RegExp, act: () => unknown): void;
  /** Every session is unknown from now on. */
  forgetSessions(): void;
  /** How often each method was called, logins as `common.db.login`. */
  calls(method: string): number;
  close(): Promise<void>;
}

export type Fault =
  /** Instead of an answer: Tryton's `error`. Nothing is done. */
  | { kind: 'error'; error: unknown[] }
  | { kind: 'status'; status: number; body?: string; headers?: Record<string, string> }
  /** Carried out, but the answer is lost. */
  | { kind: 'deaf' }
  /** Never heard. */
  | { kind: 'away' }
  /** Carried out only when `until` is done; the answer is lost. */
  | { kind: 'late'; until: Promise<void> };

const USER_ID = 2;
/** Every try after so many wrong ones is refused, the right password too, and counts as one more of them. */
const LOCKED_OUT_AFTER = 6;

export async function startFakeTryton(): Promise<FakeTryton> {
  let faults: { method: RegExp; fault: Fault; times: number }[] = [];
  let surprises: { method: RegExp; act: () => unknown }[] = [];
  const counts = new Map<string, number>();
  const sessions = new Set<string>();
  let refusedLogins = 0;
  const models = newModels(() => fake.mayDelete);
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake: FakeTryton = {
    ...models,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    password: 'right',
    mayDelete: true,
    next(method, fault, times = 1) {
      const entry = { method, fault, times };
      faults.push(entry);
      return () => {
        faults = faults.filter((one) => one !== entry);
      };
    },
    before(method, act) {
      surprises.push({ method, act });
    },
    forgetSessions: () => sessions.clear(),
    calls: (method) => counts.get(method) ?? 0,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fake;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const say = (status: number, body = '', headers: Record<string, string> = {}) =>
      void response.writeHead(status, { connection: 'close', ...headers }).end(body);
    if (request.url === '/erp') return say(308, '', { location: '/erp/' });
    // Of a database that is not there, on PostgreSQL.
    if (request.url !== '/erp/') return say(404, '<html>');
    if (request.headers['content-type'] !== 'application/json') return say(500, '<html>');
    const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
    if (Object.keys(body).sort().join() !== 'id,method,params') return say(500, '<html>three keys, please');
    const { id, method, params } = body as { id: number; method: string; params: unknown[] };
    counts.set(method, (counts.get(method) ?? 0) + 1);
    const fault = takeFault(method);
    if (fault?.kind === 'away') return void request.socket.destroy();
    if (fault?.kind === 'status') return say(fault.status, fault.body, fault.headers);
    if (fault?.kind === 'error') return say(200, JSON.stringify({ id, error: fault.error }));
    if (fault?.kind === 'late') {
      request.socket.destroy();
      await fault.until;
    }
    if (method === 'common.db.login') return logIn(id, params, say);
    if (!isKnown(request.headers.authorization)) return say(401);
    const done = carryOut(method, params);
    if (fault?.kind === 'deaf') return void request.socket.destroy();
    if (fault?.kind !== 'late') say(200, JSON.stringify({ id, ...done }));
  }

  function takeFault(method: string): Fault | null {
    const entry = faults.find((one) => one.method.test(method));
    if (!entry) return null;
    entry.times -= 1;
    if (entry.times <= 0) faults = faults.filter((one) => one !== entry);
    return entry.fault;
  }

  function logIn(id: number, params: unknown[], say: (status: number, body?: string) => void): void {
    const [, { password }] = params as [string, { password: string }];
    const lockedOut = refusedLogins >= LOCKED_OUT_AFTER;
    if (lockedOut || password !== fake.password) {
      refusedLogins += 1;
      say(lockedOut ? 429 : 401);
      return;
    }
    refusedLogins = 0;
    const key = `key-${sessions.size}-${counts.get('common.db.login')}`;
    sessions.add(Buffer.from(`${String(params[0])}:${USER_ID}:${key}`).toString('base64'));
    say(200, JSON.stringify({ id, result: [USER_ID, key] }));
  }

  function isKnown(header: string | undefined): boolean {
    return header?.startsWith('Session ') === true && sessions.has(header.slice('Session '.length));
  }

  function carryOut(method: string, params: unknown[]): { result: unknown } | { error: unknown[] } {
    const context = params.at(-1);
    if (typeof context !== 'object' || context === null || Array.isArray(context)) {
      return { error: ['Missing context argument', ''] };
    }
    for (const { act } of surprises.filter((one) => one.method.test(method))) act();
    surprises = surprises.filter((one) => !one.method.test(method));
    try {
      const name = method.replace(/^model\./, '');
      return { result: models.call(USER_ID, name, params.slice(0, -1), context as Record<string, unknown>) };
    } catch (error) {
      if (error instanceof Refused) return { error: error.error };
      throw error;
    }
  }
}
