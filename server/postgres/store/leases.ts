import type { Lease } from '@holdfast/node/store/store';
import type { Pool, PoolClient } from 'pg';
import { lockNumber } from './locks';

/**
 * Leases are session-level advisory locks, all on one connection that is borrowed from the pool while any
 * is held or asked for: PostgreSQL lets go of them when this process dies. One session may take the same
 * lock twice, so who holds what inside this process is kept in `held`.
 *
 * If that connection breaks, its leases are lost while their holders go on; what protects the store then is
 * the unique intent per position.
 */
export class Leases {
  private readonly held = new Set<string>();
  private session: Promise<PoolClient> | null = null;
  private asked: Promise<unknown> = Promise.resolve();
  private onBreak: ((error: Error) => void) | null = null;

  constructor(
    private readonly pool: Pool,
    private readonly account: string,
  ) {
    if ((pool.options.max ?? 10) < 2)
      throw new Error('leases keep a connection: the pool needs at least two');
  }

  /** Null when it is held, here or by another process. */
  async take(name: string): Promise<Lease | null> {
    const number = lockNumber('lease', this.account, name);
    if (this.held.has(number)) return null;
    this.held.add(number);
    const session = this.borrow();
    try {
      const client = await session;
      const got = await this.ask(client, 'select pg_try_advisory_lock($1) as got', number);
      if (got) return this.leaseOn(session, number);
      await this.letGo(session, number);
      return null;
    } catch (error) {
      await this.letGo(session, number, error as Error);
      throw error;
    }
  }

  private leaseOn(session: Promise<PoolClient>, number: string): Lease {
    let released: Promise<void> | null = null;
    const release = async () => {
      const client = await session;
      // A broken session holds nothing any more.
      if (this.session !== session) return;
      const failure = await this.ask(client, 'select pg_advisory_unlock($1) as got', number).then(
        () => undefined,
        (error: Error) => error,
      );
      await this.letGo(session, number, failure);
    };
    return { release: () => (released ??= release()) };
  }

  /** One question at a time: a connection takes no second one while it works on the first. */
  private ask(client: PoolClient, text: string, number: string): Promise<boolean> {
    const answer = this.asked.then(async () => {
      const { rows } = await client.query<{ got: boolean }>(text, [number]);
      return rows[0]?.got ?? false;
    });
    this.asked = answer.catch(() => undefined);
    return answer;
  }

  private borrow(): Promise<PoolClient> {
    if (this.session) return this.session;
    const session = this.pool.connect();
    this.session = session;
    session.then(
      (client) => {
        this.onBreak = (error) => this.endSession(session, client, error);
        client.on('error', this.onBreak);
      },
      () => this.forget(session),
    );
    return session;
  }

  /** Gives the connection back with the last lease; throws it away when it failed. */
  private async letGo(session: Promise<PoolClient>, number: string, failure?: Error): Promise<void> {
    // Broken meanwhile: then everything it held is forgotten already, and the number may be held anew.
    if (this.session !== session) return;
    this.held.delete(number);
    const client = await session.catch(() => null);
    if (client && (failure || this.held.size === 0)) this.endSession(session, client, failure);
  }

  private endSession(session: Promise<PoolClient>, client: PoolClient, failure?: Error): void {
    if (!this.forget(session)) return;
    if (this.onBreak) client.off('error', this.onBreak);
    client.release(failure);
  }

  private forget(session: Promise<PoolClient>): boolean {
    if (this.session !== session) return false;
    this.session = null;
    this.held.clear();
    return true;
  }
}
