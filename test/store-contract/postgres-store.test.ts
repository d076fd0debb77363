import type { ReservationChange } from '@holdfast/node/core/reservation/reservation';
import type { LogEntry } from '@holdfast/node/store/sync-log';
import { createPool } from '@holdfast/server/postgres/pool';
import { createReconciliationStore } from '@holdfast/server/postgres/reconciliation/create-reconciliation-store';
import { createSessionLocks, type SessionLocks } from '@holdfast/server/postgres/session-locks';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import type { Pool } from 'pg';
import { anId } from '../builders/an-id';
import { freshDatabase } from '../postgres/fresh-database';
import { START_MS } from './examples';
import { reconciliationContract } from './reconciliation-contract';
import { storeContract } from './store-contract';

let database: { url: string; drop(): Promise<void> };
let pools: Pool[] = [];
const locks: SessionLocks[] = [];

/** A pool for each of two processes, and a third for looking from outside. */
beforeAll(async () => {
  database = await freshDatabase();
  pools = ['one', 'another', 'outside'].map((name) =>
    createPool({ databaseUrl: database.url, applicationName: `contract ${name}`, max: 4 }),
  );
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.end()));
  await database.drop();
});

/** As one process has them; let go of after the test. */
function locksOf(account: string): SessionLocks {
  const opened = createSessionLocks({ databaseUrl: database.url, account, onLost: () => undefined });
  locks.push(opened);
  return opened;
}

storeContract('the PostgreSQL store', async (account, clock) => {
  const now = () => clock.nowMs;
  const [one, another, outside] = pools;
  if (!one || !another || !outside) throw new Error('the pools are made before the first test');
  await outside.query(`truncate ${TABLES.map((table) => `holdfast.${table}`).join(', ')}`);
  return {
    store: createPostgresStore({ pool: one, account, now, locks: locksOf(account) }),
    another: createPostgresStore({ pool: another, account, now, locks: locksOf(account) }),
    ofAccount: async (other) =>
      createPostgresStore({ pool: another, account: other, now, locks: locksOf(other) }),
    logged: async () => (await outside.query<LogEntry>(LOGGED, [account])).rows,
    recordedChanges: async () => (await outside.query<ReservationChange>(CHANGES, [account])).rows,
    close: async () => {
      // Whatever a test left held would hold up the next one.
      const { rows } = await outside.query<{ held: number }>(
        `select count(*)::int as held from pg_locks where locktype = 'advisory' and database = (
           select oid from pg_database where datname = current_database())`,
      );
      expect(rows).toEqual([{ held: 0 }]);
      await Promise.all(locks.splice(0).map((held) => held.close()));
    },
  };
});

reconciliationContract('the PostgreSQL store', async () => {
  const clock = { nowMs: START_MS };
  const [one, another, outside] = pools;
  if (!one || !another || !outside) throw new Error('the pools are made before the first test');
  const tables = ['plans', 'reconciliations', 'reconciled_positions'].map((table) => `holdfast.${table}`);
  await outside.query(`truncate ${tables.join(', ')}`);
  const account = 'acme';
  const elsewhere = createReconciliationStore({ pool: another, account: 'other' });
  await elsewhere.saveOpening(
    { skuId: anId('31/ä'), warehouseId: anId('main warehouse') },
    { totalQuantity: 1, residual: null },
    0,
  );
  return {
    store: createPostgresStore({ pool: one, account, now: () => clock.nowMs }),
    clock,
    reports: createReconciliationStore({ pool: another, account }),
  };
});

const TABLES = 'settings orders reservations reservation_changes plans counts deliveries sync_log'.split(' ');

const LOGGED = `select kind, outcome, message, said, order_id as "orderId", sku_id as "skuId", warehouse_id as "warehouseId",
  plan_id as "planId", delivery_id as "deliveryId", duration_ms as "durationMs", detail
  from holdfast.sync_log where account = $1 order by id`;

const CHANGES = `select lock_id as "lockId", sku_id as "skuId", warehouse_id as "warehouseId", order_id as "orderId",
  quantity, status, previous_status as "previousStatus", version, expires_at as "expiresAt", occurred_at as "occurredAt"
  from holdfast.reservation_changes where account = $1 order by lock_id, version`;
