import { TrytonFailed, type TrytonFailure } from './failure';
import { type RpcReading, readAnswer } from './read-answer';
import type { RpcHttp } from './rpc-http';
import { createSessions, type Session } from './session';
import type { TrytonSettings } from './settings';

export type Context = Readonly<Record<string, unknown>>;

export interface TrytonRpc {
  /** Result of `model.{method}`; the context is always the last parameter. Throws a `TrytonFailed`. */
  call(method: string, args: readonly unknown[], context: Context): Promise<unknown>;
  /** Tryton's id of the user we are. */
  userId(): Promise<number>;
}

export interface RpcOutside {
  http: RpcHttp;
  /** Epoch ms. */
  now(): number;
}

const TIMEOUT_MS = 30_000;

/**
 * JSON-RPC of one Tryton database, under one session. The address ends in a slash (without it comes a redirect)
 * and the body has exactly three keys: with any other set, errors come as HTML pages.
 */
export function createTrytonRpc(settings: TrytonSettings, { http, now }: RpcOutside): TrytonRpc {
  const url = `${settings.url}/${encodeURIComponent(settings.database)}/`;
  const timeoutMs = settings.timeoutMs ?? TIMEOUT_MS;
  let lastId = 0;

  async function send(
    method: string,
    params: readonly unknown[],
    session: Session | null,
  ): Promise<RpcReading> {
    lastId += 1;
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (session !== null) headers.authorization = session.authorization;
    const body = JSON.stringify({ id: lastId, method, params });
    return readAnswer(await http({ url, headers, body, timeoutMs }), now());
  }

  const { user, password } = settings;
  const sessions = createSessions({
    user,
    login: () => send('common.db.login', [user, { password }, 'en'], null),
    now,
  });

  return {
    async call(method, args, context) {
      const session = await sessions.current();
      const params = [...args, context];
      const first = await send(`model.${method}`, params, session);
      // A 401 comes before anything is done, so the same call may be made again.
      const reading = isSessionLoss(first)
        ? await send(`model.${method}`, params, await sessions.renew(session))
        : first;
      if (reading.kind === 'result') return reading.value;
      throw new TrytonFailed(named(reading.failure, method));
    },
    userId: async () => (await sessions.current()).userId,
  };
}

function isSessionLoss(reading: RpcReading): boolean {
  return reading.kind === 'failed' && reading.failure.kind === 'session';
}

/** Tryton says of an unknown model only its name in quotes. */
function named(failure: TrytonFailure, method: string): TrytonFailure {
  return failure.kind === 'fault' ? { ...failure, message: `${failure.message} in ${method}` } : failure;
}
