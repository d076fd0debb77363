import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { migrationsFolder } from '@holdfast/server/postgres/migrations-folder';
import type { Client } from 'pg';

type Row = Record<string, unknown>;

/** A database as a version that was released left it, with something in each table. */
export interface Version {
  name: string;
  /** The last migration that it had. */
  lastMigration: string;
  account: string;
  rows: Record<string, Row[]>;
  /** Tables that a later migration empties. */
  dropped: string[];
  /** The migration that does, as text. */
  saidIn(): string;
}

const account = 'acme';
const position = { account, sku_id: '31', warehouse_id: 'main' };
const at = '2026-03-01T12:00:00.0000000Z';
const time = '2026-03-01T12:00:00Z';
const json = (value: unknown) => JSON.stringify(value);
const gate = json({
  kind: 'nothing',
  position: { skuId: '31', warehouseId: 'main' },
  kept: [],
  attentions: [],
});

/** Rows in words of version 0.1.0, which knew neither `heldAs` nor what left. */
const ROWS_0_1_0: Record<string, Row[]> = {
  settings: [{ account, key: 'watermark-trust', value: json('proven') }],
  orders: [
    {
      account,
      order_id: 'o-1',
      status: 'handling',
      reading: json({ orderId: 'o-1', lines: [], invoices: [] }),
      read_at: time,
    },
  ],
  reservations: [
    { ...position, lock_id: '00-o-1', order_id: 'o-1', quantity: 2, status: 'acknowledged', version: 2 },
  ],
  reservation_changes: [
    {
      ...position,
      lock_id: '00-o-1',
      version: 2,
      order_id: 'o-1',
      quantity: 2,
      status: 'acknowledged',
      occurred_at: at,
    },
  ],
  plans: [
    {
      ...position,
      plan_id: 'p-1',
      trigger: 'event',
      kind: 'nothing',
      state: 'proposed',
      fingerprint: 'print',
      gate,
      created_at: time,
      updated_at: time,
    },
  ],
  counts: [{ ...position, reference: 'r-1', on_hand: 5, counted_at: at, plan_id: 'p-1' }],
  deliveries: [{ account, id: 'd-1', stream: 'order/o-1', type: 'x', occurred_at: at, data: json({}) }],
  sync_log: [{ account, kind: 'listener', outcome: 'ok', message: 'written by 0.1.0', said: null }],
  rate_limits: [
    { account, endpoint: 'GET /x', rate_per_second: 5, next_free_at: time, lease_starts_at: time },
  ],
  reconciliations: [
    {
      account,
      reconciliation_id: 'r-1',
      state: 'done',
      started_at: time,
      summary: json({}),
      lines: json([]),
    },
  ],
  reconciled_positions: [{ ...position, opening: json({}), compared_at: time }],
  position_totals: [{ ...position, total: 7 }],
};

/**
 * Every version whose database may be met, with its last migration and with rows in its own words: the upgrade test
 * keeps its database.
 */
export const VERSIONS: readonly Version[] = [
  {
    name: '0.1.0',
    lastMigration: '0006_position-totals',
    account,
    rows: ROWS_0_1_0,
    dropped: [
      'orders',
      'reservations',
      'reservation_changes',
      'plans',
      'counts',
      'deliveries',
      'reconciliations',
      'reconciled_positions',
      'position_totals',
    ],
    saidIn: () => readFileSync(join(migrationsFolder(), '0007_real-orders.sql'), 'utf8'),
  },
];

/**
 * Migrations of the version in work. A new one is added here as long as the version in work is not out; once it is,
 * that version joins `VERSIONS` and the list begins anew.
 */
export const IN_WORK: readonly string[] = ['0007_real-orders', '0008_gateway'];

export async function fillVersion(client: Client, { rows }: Version): Promise<void> {
  for (const [table, several] of Object.entries(rows))
    for (const row of several) {
      const columns = Object.keys(row);
      const places = columns.map((_column, index) => `$${index + 1}`);
      await client.query(
        `insert into holdfast.${table} (${columns.join(', ')}) values (${places.join(', ')})`,
        Object.values(row),
      );
    }
}
