import { createPool } from './pool';

/** A server behind a dead network sends nothing, so only our own side can end the wait. */
test.each([
  ['of its own', {}, 30_000],
  ['of the caller', { timeoutMs: 4_000 }, 4_000],
])('no statement waits for ever: time-outs %s, on both sides', async (_whose, given, serverMs) => {
  const pool = createPool({
    databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
    applicationName: 'test',
    ...given,
  });
  const { statement_timeout, query_timeout } = pool.options;
  expect(statement_timeout).toBe(serverMs);
  expect(query_timeout).toBeGreaterThanOrEqual(serverMs);
  expect(query_timeout).toBeLessThanOrEqual(serverMs + 10_000);
  await pool.end();
});
