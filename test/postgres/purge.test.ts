import { createPool } from '@holdfast/server/postgres/pool';
import { purge } from '@holdfast/server/postgres/purge';
import { createPostgresStore } from '@holdfast/server/postgres/store/create-postgres-store';
import type { Pool } from 'pg';
import { anId } from '../builders/an-id';
import {
  changeOf,
  decision,
  delivery,
  NO_EFFECTS,
  POSITION,
  plan,
  reservation,
  START_MS,
} from '../store-contract/examples';
import { freshDatabase } from './fresh-database';

const DAY_MS = 86_400_000;

describe('the purge', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let pool: Pool;
  let nowMs = START_MS;

  beforeAll(async () => {
    database = await freshDatabase();
    pool = createPool({ databaseUrl: database.url, applicationName: 'purge' });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });

  it('throws away what is over and old, and nothing else', async () => {
    const store = createPostgresStore({ pool, account: 'acme', now: () => nowMs });
    const put = (orderId: string, status: 'removed' | 'acknowledged', readAtMs: number) => {
      const held = reservation(orderId, { status });
      const deliveries = [delivery(`d-${orderId}`, orderId)];
      return store.changeOrder(anId(orderId), () =>
        decision(orderId, { readAtMs, reservations: [held], changes: [changeOf(held)], deliveries }),
      );
    };
    const accept = (id: string) =>
      store.recordAttempt(id, {
        state: 'accepted',
        attempts: 1,
        nextAttemptAtMs: 0,
        lastError: null,
        log: [],
      });
    for (const id of ['old-1', 'old-2', 'old-3']) await put(id, 'removed', START_MS);
    await put('still-open', 'acknowledged', START_MS);
    await store.recordPlan(plan('superseded'), NO_EFFECTS);
    await store.recordPlan(plan('current'), NO_EFFECTS);
    for (const id of ['old-1', 'old-2', 'old-3']) await accept(`d-${id}`);
    const other = createPostgresStore({ pool, account: 'other', now: () => nowMs });
    await other.recordPlan(plan('superseded'), NO_EFFECTS);
    await other.recordPlan(plan('current'), NO_EFFECTS);
    await pool.query(
      `insert into holdfast.counts
      (account, sku_id, warehouse_id, reference, on_hand, counted_at, plan_id, received_at)
      values ('acme', '1', 'w', 'r', 1, '', 'p', to_timestamp($1)), ('other', '1', 'w', 'r', 1, '', 'p', to_timestamp($1))`,
      [START_MS / 1000],
    );
    await pool.query(
      `insert into holdfast.reconciliations (account, reconciliation_id, state, started_at, summary, lines)
      values ('acme', 'r', 'done', to_timestamp($1), '{}', '[]'), ('other', 'r', 'done', to_timestamp($1), '{}', '[]')`,
      [START_MS / 1000],
    );
    nowMs += 10 * DAY_MS;
    await put('young', 'removed', nowMs);
    await accept('d-young');

    const run = (batches: number) =>
      purge({ pool, account: 'acme', now: () => nowMs, retentionDays: 5, batch: 1, batches });
    expect(await run(2)).toEqual({ deliveries: 2, plans: 1, counts: 1, orders: 2, reconciliations: 1 });
    expect(await run(9)).toEqual({ deliveries: 1, plans: 0, counts: 0, orders: 1, reconciliations: 0 });
    expect(await run(9)).toEqual({ deliveries: 0, plans: 0, counts: 0, orders: 0, reconciliations: 0 });
    const count = async (table: string) =>
      (await pool.query<{ n: number }>(`select count(*)::int as n from holdfast.${table}`)).rows[0]?.n;
    expect([await count('orders'), await count('reservations'), await count('reservation_changes')]).toEqual([
      2, 2, 2,
    ]);
    expect([await count('plans'), await count('counts')]).toEqual([3, 1]);
    // One still to be delivered, one accepted a moment ago.
    expect(await count('deliveries')).toBe(2);
    expect((await store.currentPlan(POSITION))?.planId).toBe('current');
    expect(await store.plan(anId('superseded'))).toBeNull();
  });
});
