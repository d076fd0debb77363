import type { Lease } from '@holdfast/node/store/store';
import { type Backend, type LockSession, openLockSession } from './lock-session';
import { lockNumber } from './store/locks';

/** The locks of one account in one process. */
export interface SessionLocks {
  /** Null when this process or another holds it. Gone by itself when the process dies. */
  tryLock(name: string): Promise<Lease | null>;
  /** Held until `endLife` or `close`; taken again after a lost connection. Several may hold the same. */
  holdForLife(name: string): Promise<void>;
  endLife(name: string): Promise<void>;
  close(): Promise<void>;
}

export interface SessionLocksOptions {
  databaseUrl: string;
  account: string;
  /** The connection was lost, and every lock with it: for the log. */
  onLost(error: Error): void;
  /** How long a statement, or connecting, may take before the connection counts as lost. */
  silentMs?: number;
}

const SILENT_MS = 10_000;
/** Soon: others take a process without its life locks for dead, and free its jobs. */
const COME_BACK_MS = 250;

/**
 * Session-level advisory locks, all on one connection of their own: a lock that is held while VTEX is asked
 * would keep a connection of the pool busy for as long. It is opened when the first lock is asked for.
 *
 * | a lost connection | |
 * |---|---|
 * | in the server | the session is ended as soon as there is another, if it had not noticed |
 * | a lease | is gone, and says so (`isHeld`); in this process it keeps others out until its holder releases it |
 * | a lock for life | is taken again as soon as the database can be reached |
 */
export function createSessionLocks(options: SessionLocksOptions): SessionLocks {
  const { databaseUrl, account, silentMs = SILENT_MS } = options;
  // The database lets one session take a lock twice: who has it inside the process is known here.
  const held = new Set<string>();
  const lives = new Set<string>();
  let session: Promise<LockSession> | null = null;
  let last: Backend | null = null;
  let comingBack: NodeJS.Timeout | null = null;
  let closed = false;

  function current(): Promise<LockSession> {
    if (closed) throw new Error('the locks were closed');
    session ??= open();
    return session;
  }

  function open(): Promise<LockSession> {
    const forget = () => {
      if (session === opening) session = null;
      comeBack();
    };
    const opening = openWithLives((error) => {
      forget();
      options.onLost(error);
    });
    opening.catch(forget);
    return opening;
  }

  async function openWithLives(onLost: (error: Error) => void): Promise<LockSession> {
    // Those that come while it is opened are asked for by who brings them.
    const wanted = [...lives];
    const opened = await openLockSession({ databaseUrl, silentMs, instead: last }, onLost);
    last = opened.backend;
    for (const number of wanted) await opened.ask(HOLD_LIFE, number);
    return opened;
  }

  function comeBack(): void {
    if (closed || lives.size === 0 || comingBack !== null) return;
    comingBack = setTimeout(() => {
      comingBack = null;
      if (session === null && lives.size > 0) current().catch(() => undefined);
    }, COME_BACK_MS).unref();
  }

  function leaseOn(opened: LockSession, number: string): Lease {
    let released: Promise<void> | null = null;
    const release = async () => {
      // What a lost session held is gone already.
      if (!opened.isLost()) await opened.ask('pg_advisory_unlock', number).catch(() => undefined);
      held.delete(number);
    };
    return {
      isHeld: () => released === null && !opened.isLost(),
      end: () => (released ??= release()),
    };
  }

  return {
    async tryLock(name) {
      const number = lockNumber('lease', account, name);
      if (held.has(number)) return null;
      held.add(number);
      try {
        const opened = await current();
        if (await opened.ask('pg_try_advisory_lock', number)) return leaseOn(opened, number);
      } catch (error) {
        held.delete(number);
        throw error;
      }
      held.delete(number);
      return null;
    },
    async holdForLife(name) {
      const number = lockNumber('life', account, name);
      if (lives.has(number)) return;
      lives.add(number);
      if (session === null) await current();
      else await (await session).ask(HOLD_LIFE, number);
    },
    async endLife(name) {
      const number = lockNumber('life', account, name);
      if (!lives.delete(number)) return;
      const opened = await session?.catch(() => null);
      await opened?.ask('pg_advisory_unlock_shared', number).catch(() => undefined);
    },
    async close() {
      closed = true;
      if (comingBack !== null) clearTimeout(comingBack);
      const opened = await session?.catch(() => null);
      await opened?.end();
    },
  };
}

/** Shared: the server may not have noticed yet that the session before this one, which holds it too, is gone. */
const HOLD_LIFE = 'pg_advisory_lock_shared';
