import { Client } from 'pg';

/** A pooler stands before the database that gives one session to several clients. The message is for a person. */
export class SharedSessionsError extends Error {}

const ROUNDS = 4;
const WITHIN_MS = 10_000;

/**
 * Our locks, and the settings of our connections, belong to a session: where two clients share one, both hold the same
 * lock. Two connections that are open at once never have the same session, and one never changes it, unless somebody
 * lends sessions for a statement or a transaction (PgBouncer's modes of these names). Throws `SharedSessionsError`
 * then, and whatever connecting throws.
 */
export async function refuseSharedSessions(databaseUrl: string): Promise<void> {
  const clients = [clientOf(databaseUrl), clientOf(databaseUrl)] as const;
  try {
    await Promise.all(clients.map((client) => client.connect()));
    const seen = [new Set<number>(), new Set<number>()] as const;
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, client] of clients.entries()) seen[index]?.add(await sessionOf(client));
    }
    const isOwn =
      seen.every((sessions) => sessions.size === 1) && new Set([...seen[0], ...seen[1]]).size === 2;
    if (!isOwn) throw new SharedSessionsError(SENTENCE);
  } finally {
    await Promise.all(clients.map((client) => client.end().catch(() => undefined)));
  }
}

const SENTENCE =
  'DATABASE_URL leads to a pooler that lends sessions (PgBouncer with pool_mode = transaction or statement), and the ' +
  'locks of Holdfast belong to a session. Set pool_mode = session for its database or user, or point DATABASE_URL at ' +
  'PostgreSQL itself.';

function clientOf(databaseUrl: string): Client {
  const client = new Client({
    connectionString: databaseUrl,
    application_name: 'holdfast start',
    connectionTimeoutMillis: WITHIN_MS,
    query_timeout: WITHIN_MS,
  });
  client.on('error', () => undefined);
  return client;
}

async function sessionOf(client: Client): Promise<number> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid ?? 0;
}
