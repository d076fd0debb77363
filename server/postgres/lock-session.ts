import { Client } from 'pg';

/** One connection that holds advisory locks. Once lost it stays lost, and PostgreSQL lets go of all it held. */
export interface LockSession {
  /**
   * Runs one of the advisory lock functions on a lock's number; true when that says so. Throws when the session is
   * lost, or lost by this.
   */
  ask(lockFunction: string, number: string): Promise<boolean>;
  isLost(): boolean;
  backend: Backend;
  end(): Promise<void>;
}

/** The server's process behind a session; numbers are used again, so its start belongs to it. */
export interface Backend {
  pid: number;
  startedAt: string;
}

export interface LockSessionOptions {
  databaseUrl: string;
  /** Time of one statement, and of connecting: a network that fell silent must not stop every job for as long as TCP is patient. */
  silentMs: number;
  /**
   * The session before this one, which was lost. Behind a network that fell silent the server would keep it, with its
   * locks, for as long as TCP is patient: hours in which nobody could have them.
   */
  instead: Backend | null;
}

/** Does so, should it still be there, and says who we are. */
const TAKE_OVER = `
  select pid, backend_start::text as "startedAt",
    (select pg_terminate_backend(pid) from pg_stat_activity where pid = $1 and backend_start::text = $2)
  from pg_stat_activity where pid = pg_backend_pid()`;

async function takeOver(client: Client, instead: Backend | null): Promise<Backend> {
  const { rows } = await client.query<Backend>(TAKE_OVER, [instead?.pid ?? 0, instead?.startedAt ?? '']);
  const [backend] = rows;
  if (backend === undefined) throw new Error('a session does not see itself');
  return { pid: backend.pid, startedAt: backend.startedAt };
}

/** Connects, or throws. `onLost` is called once at most, and not after `end`. */
export async function openLockSession(
  { databaseUrl, silentMs, instead }: LockSessionOptions,
  onLost: (error: Error) => void,
): Promise<LockSession> {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'holdfast locks',
    keepAlive: true,
    connectionTimeoutMillis: silentMs,
    query_timeout: silentMs,
  });
  let isLost = false;
  let turn: Promise<unknown> = Promise.resolve();

  function lose(error: Error): void {
    if (isLost) return;
    isLost = true;
    client.end().catch(() => undefined);
    onLost(error);
  }

  async function run(lockFunction: string, number: string): Promise<boolean> {
    try {
      const { rows } = await client.query<{ got: unknown }>(`select ${lockFunction}($1) as got`, [number]);
      return rows[0]?.got === true;
    } catch (error) {
      // Nobody knows what the server made of it: this connection is of no use, nor to those who wait behind it.
      lose(error as Error);
      throw error;
    }
  }

  client.on('error', lose);
  await client.connect();
  const backend = await takeOver(client, instead).catch((error: unknown) => {
    isLost = true;
    client.end().catch(() => undefined);
    throw error;
  });
  return {
    backend,
    ask(lockFunction, number) {
      // One statement at a time: a connection has no second one to run it on.
      const answer = turn.then(() => run(lockFunction, number));
      turn = answer.catch(() => undefined);
      return answer;
    },
    isLost: () => isLost,
    async end() {
      isLost = true;
      await client.end();
    },
  };
}
