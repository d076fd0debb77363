import type { Pool, PoolClient } from 'pg';

/** The jobs' pool as one runner of Graphile sees it. */
export interface RunnerPool {
  pool: Pool;
  /** What fails from now on is kept from the runner. */
  end(): void;
  /** Nothing reaches the database any more; resolves when what was on its way has come back. */
  cut(): Promise<void>;
}

type Listening = Parameters<Pool['connect']>[0];
type Ask = (...words: unknown[]) => Promise<unknown>;

/** To a statement that was not asked, or whose failure is nobody's business any more. */
const NOTHING = { rows: [], rowCount: 0 };

/**
 * | the runner is | a statement | which fails |
 * |---|---|---|
 * | open | is asked | is told to `onFailure` and rejects |
 * | ending | is asked | answers nothing |
 * | cut | is not asked | |
 *
 * Graphile cannot live on after a statement that failed: it keeps the failed look-up of its tasks for ever, it ends
 * itself when a job's end cannot be recorded and miscounts what it then waits for, it returns jobs in a promise that
 * nobody catches, and jobs that it was given in an answer which got lost stay locked. So a runner is replaced after
 * one; this tells when, and keeps the old one from doing anything to jobs that the new one has.
 */
export function createRunnerPool(pool: Pool, onFailure: (error: Error) => void): RunnerPool {
  let state: 'open' | 'ending' | 'cut' = 'open';
  const asked = new Set<Promise<unknown>>();

  async function ask(statement: () => Promise<unknown>): Promise<unknown> {
    if (state === 'cut') return NOTHING;
    const answer = statement();
    asked.add(answer);
    try {
      return await answer;
    } catch (error) {
      if (state !== 'open') return NOTHING;
      onFailure(error as Error);
      throw error;
    } finally {
      asked.delete(answer);
    }
  }

  async function connect(): Promise<unknown> {
    const client = await ask(() => pool.connect());
    return client === NOTHING
      ? { query: async () => NOTHING, release: () => undefined }
      : own(client as PoolClient);
  }

  /** One on which a statement failed is closed: should its network have fallen silent, it would be waited for again. */
  function own(client: PoolClient): PoolClient {
    let broken: Error | undefined;
    const query: Ask = (...words) =>
      ask(() =>
        (client.query as Ask)(...words).catch((error: Error) => {
          broken = error;
          throw error;
        }),
      );
    return Object.assign(Object.create(client), { query, release: () => client.release(broken) });
  }

  return {
    pool: Object.assign(Object.create(pool), {
      connect: (callback?: Listening) => (callback ? pool.connect(givenBackOnce(callback)) : connect()),
      query: (...words: unknown[]) => ask(() => (pool.query as Ask)(...words)),
    }),
    end() {
      if (state === 'open') state = 'ending';
    },
    async cut() {
      state = 'cut';
      await Promise.allSettled([...asked]);
    },
  };
}

/**
 * With a callback Graphile asks for the connection on which it listens, and looks after that by itself. Ended while its
 * LISTEN is about to fail it gives the connection back twice; the pool throws at the second time, where nobody catches
 * it, and the whole process would end.
 */
function givenBackOnce(callback: Listening): Listening {
  return (error, client, release) => {
    let isGivenBack = false;
    callback(error, client, (broken) => {
      if (isGivenBack) return;
      isGivenBack = true;
      release(broken);
    });
  };
}
