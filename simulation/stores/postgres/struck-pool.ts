import { DatabaseError, type Pool, type PoolClient } from 'pg';
import { blowOfStep } from './blow';
import type { Connection } from './connection';

type Send = (...statement: unknown[]) => Promise<unknown>;

/** The pool, with every statement exposed to the blow of its step. */
export function struckPool(pool: Pool): Pool {
  return {
    query: (...statement: unknown[]) => alone(pool, statement),
    connect: async () => exposed(await pool.connect()),
  } as unknown as Pool;
}

async function alone(pool: Pool, statement: unknown[]): Promise<unknown> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await send(client, statement, true);
  } catch (error) {
    if (!(error instanceof DatabaseError)) broken = error as Error;
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Of a connection that holds a transaction: it is done with its commit. */
function exposed(client: PoolClient): PoolClient {
  return {
    query: (...statement: unknown[]) => send(client, statement, statement[0] === 'commit'),
    release: (broken?: Error) => client.release(broken),
  } as unknown as PoolClient;
}

async function send(client: PoolClient, statement: unknown[], isDone: boolean): Promise<unknown> {
  const blow = blowOfStep.getStore();
  const connection = client as unknown as Connection;
  await blow?.before?.(connection);
  const answered = (client.query as unknown as Send).apply(client, statement);
  blow?.sent?.(connection);
  const answer = await answered;
  blow?.after?.(connection, isDone);
  return answer;
}
