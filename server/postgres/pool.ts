import { Pool } from 'pg';

export interface PoolOptions {
  databaseUrl: string;
  /** Shown in pg_stat_activity: which process and which part of it, for example `holdfast jobs`. */
  applicationName: string;
  /** At most so many connections; the embedded server takes 60 in all. */
  max?: number;
  /** Of one statement, and of connecting; default 30 s and 10 s. For callers whose own callers do not wait longer. */
  timeoutMs?: number;
  /** An idle connection broke (the database went away): for the log. The pool replaces it by itself. */
  onIdleError?(error: Error): void;
}

/**
 * `plan_cache_mode`: every statement of ours is planned for the values it has and the size its tables have now. A plan kept
 * from when a table was empty reads the whole table on every call once it has filled, and a fresh database
 * starts with all tables empty: taking notifications in would stay several times slower until the next
 * ANALYZE. VACUUM ANALYZE at start does not help there, it writes down that the tables are empty.
 */
function settings(statementTimeoutMs: number): string {
  return `
    set plan_cache_mode = force_custom_plan;
    set statement_timeout = ${statementTimeoutMs};
    set lock_timeout = 15000;
    set idle_in_transaction_session_timeout = 30000`;
}

const STATEMENT_TIMEOUT_MS = 30_000;
/**
 * The server ends what takes too long, but a server behind a dead network says nothing at all: a statement would
 * wait for the operating system to give up, a quarter of an hour or two hours later, its job and lease with it.
 */
const UNANSWERED_MS = 5_000;

/** A pool of connections. Statements of ours take milliseconds; what takes longer than this is stuck. */
export function createPool(options: PoolOptions): Pool {
  const statementTimeoutMs = options.timeoutMs ?? STATEMENT_TIMEOUT_MS;
  const pool = new Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName,
    max: options.max ?? 10,
    connectionTimeoutMillis: options.timeoutMs ?? 10_000,
    idleTimeoutMillis: 30_000,
    query_timeout: options.timeoutMs ?? STATEMENT_TIMEOUT_MS + UNANSWERED_MS,
    keepAlive: true,
    // Not as parameters of the connection, as which PgBouncer refuses them.
    onConnect: (client) => client.query(settings(statementTimeoutMs)) as unknown as undefined,
  });
  // Without listeners a broken connection would end the process, idle or at work.
  pool.on('error', (error) => options.onIdleError?.(error));
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
