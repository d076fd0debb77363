import type { Pool } from 'pg';
import type { EndedSessions } from '../../http/session/sessions';

/**
 * Sessions that somebody signed out of, as settings until they would have expired anyway: a copy of the cookie
 * is then worth nothing, in any process.
 */
export function createEndedSessions(pool: Pool, account: string, now: () => number): EndedSessions {
  return {
    async end(id, expiresAtMs) {
      await pool.query(
        `with expired as (
           delete from holdfast.settings where account = $1 and key like 'session-ended.%' and value < to_jsonb($4::bigint))
         insert into holdfast.settings (account, key, value) values ($1, $2, to_jsonb($3::bigint))
         on conflict (account, key) do nothing`,
        [account, keyOf(id), expiresAtMs, now()],
      );
    },
    async isEnded(id) {
      const { rowCount } = await pool.query('select from holdfast.settings where account = $1 and key = $2', [
        account,
        keyOf(id),
      ]);
      return rowCount === 1;
    },
  };
}

function keyOf(id: string): string {
  return `session-ended.${id}`;
}
