import type { LockId } from '@holdfast/node/core/id';
import type { Instant } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import type { KnownReservation } from '@holdfast/node/core/reservation/reservation';
import type { ClientBase, Pool } from 'pg';
import { STILL_MATTERS } from './reservation-over';
import { readReservations } from './reservation-row';

const AT_POSITION = 'r.account = $1 and r.sku_id = $2 and r.warehouse_id = $3';

/** Reservations of the position that are not over, and those of `lockIds` whether they are or not. */
export async function knownAtPosition(
  client: ClientBase | Pool,
  account: string,
  position: Position,
  lockIds: readonly LockId[] = [],
): Promise<KnownReservation[]> {
  const values = [account, position.skuId, position.warehouseId, lockIds];
  return readReservations(client, `${AT_POSITION} and (${STILL_MATTERS} or r.lock_id = any($4))`, values);
}

/** `removed` reservations invoiced after the instant. */
export async function removedSince(
  pool: Pool,
  account: string,
  position: Position,
  since: Instant,
): Promise<KnownReservation[]> {
  const values = [account, position.skuId, position.warehouseId, since];
  return readReservations(pool, `${AT_POSITION} and r.status = 'removed' and r.invoiced_at > $4`, values);
}
