import { Client } from 'pg';

/** One connection that holds advisory locks. Once lost it stays lost, and PostgreSQL lets go of all it held. */
export interface LockSession {
  /**
   * Runs one of the advisory lock functions on a lock's number; true when that says so. Throws when the session is
   * lost, or lost by this.
   */
  ask(lockFunction: string, number: string): Promise<boolean>;
  isLost(): boolean;
  end(): Promise<void>;
}

export interface LockSessionOptions {
  databaseUrl: string;
  /** Time of one statement, and of connecting: a network that fell silent must not stop every job for as long as TCP is patient. */
  silentMs: number;
}

/** Connects, or throws. `onLost` is called once at most, and not after `end`. */
export async function openLockSession(
  { databaseUrl, silentMs }: LockSessionOptions,
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
  return {
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
