import type { Pool } from 'pg';

/** What every operation of the store works with. */
export interface Database {
  pool: Pool;
  account: string;
  /** Epoch ms. */
  now(): number;
}
