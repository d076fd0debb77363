import type { WatermarkTrust } from '@holdfast/node/core/gate/gate-input';
import type { ClientBase, Pool } from 'pg';

const TRUST = 'watermark-trust';

/** Null when it was never set. */
export async function readSetting(pool: Pool, account: string, key: string): Promise<unknown> {
  const { rows } = await pool.query<{ value: unknown }>(
    'select value from holdfast.settings where account = $1 and key = $2',
    [account, key],
  );
  return rows[0]?.value ?? null;
}

export async function writeSetting(
  client: ClientBase | Pool,
  account: string,
  key: string,
  value: unknown,
): Promise<void> {
  await client.query(
    `insert into holdfast.settings (account, key, value) values ($1, $2, $3)
     on conflict (account, key) do update set value = excluded.value, updated_at = now()`,
    [account, key, JSON.stringify(value ?? null)],
  );
}

/** Of several processes that start at once the first one's value is kept. */
export async function keepSetting(
  pool: Pool,
  account: string,
  key: string,
  value: unknown,
): Promise<unknown> {
  await pool.query(
    `insert into holdfast.settings (account, key, value) values ($1, $2, $3)
     on conflict (account, key) do nothing`,
    [account, key, JSON.stringify(value ?? null)],
  );
  return readSetting(pool, account, key);
}

export async function readTrust(pool: Pool, account: string): Promise<WatermarkTrust> {
  const kept = await readSetting(pool, account, TRUST);
  return kept === 'proven' || kept === 'broken' ? kept : 'unproven';
}

/** `proven` never overwrites what was learned meanwhile: a broken account must not become trusted. */
export async function learnProven(client: ClientBase, account: string): Promise<void> {
  await client.query(
    `insert into holdfast.settings as known (account, key, value) values ($1, $2, '"proven"')
     on conflict (account, key) do update set value = excluded.value, updated_at = now()
     where known.value = '"unproven"'`,
    [account, TRUST],
  );
}

export function writeTrust(client: ClientBase | Pool, account: string, trust: WatermarkTrust): Promise<void> {
  return writeSetting(client, account, TRUST, trust);
}
