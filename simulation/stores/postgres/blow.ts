import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseLost } from '../../host/life';
import { type Connection, cut } from './connection';

/** What befalls one step of the store on its way through its statements. */
export interface Blow {
  hasFallen(): boolean;
  /** A statement is about to be sent. */
  before?(connection: Connection): Promise<void>;
  /** It is on its way, and its answer is not there yet. */
  sent?(connection: Connection): void;
  /** It was answered; `isDone`: with that the step is there. Throws when its caller must not hear of it. */
  after?(connection: Connection, isDone: boolean): void;
}

/** The blow under which a step runs: its statements find it here, however deep they are asked for. */
export const blowOfStep = new AsyncLocalStorage<Blow>();

/** Its caller knows no more than that the connection is gone. */
export class AnswerLost extends Error {
  constructor() {
    super('Connection terminated unexpectedly');
  }
}

/** Runs a step under a blow. What the step throws then is the database's doing; a step may be through before it falls. */
export async function underBlow<T>(name: string, blow: Blow, step: () => Promise<T>): Promise<T> {
  try {
    return await blowOfStep.run(blow, step);
  } catch (error) {
    if (!blow.hasFallen()) throw error;
    throw new DatabaseLost(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Before its nth statement the connection is ended by somebody. */
export function endedAt(nth: number, end: (connection: Connection) => Promise<void>): Blow {
  let seen = 0;
  return {
    hasFallen: () => seen >= nth,
    async before(connection) {
      seen += 1;
      if (seen === nth) await end(connection);
    },
  };
}

/** The step is there when the connection breaks. */
export function unheard(fall: () => void): Blow {
  let hasFallen = false;
  return {
    hasFallen: () => hasFallen,
    after(connection, isDone) {
      if (hasFallen || !isDone) return;
      hasFallen = true;
      fall();
      cut(connection);
      throw new AnswerLost();
    },
  };
}

/** The process dies before its nth statement, or when it has just sent it. */
export function deathAt(nth: number, isSent: boolean, die: () => void): Blow {
  let seen = 0;
  return {
    hasFallen: () => seen >= nth,
    async before() {
      seen += 1;
      if (seen === nth && !isSent) die();
    },
    sent() {
      if (seen === nth && isSent) die();
    },
  };
}
