import type { WatermarkTrust } from '@holdfast/node/core/gate/gate-input';
import type { OrderId } from '@holdfast/node/core/id';
import type { Order } from '@holdfast/node/core/order/order';
import { type Position, positionKey } from '@holdfast/node/core/position';
import type {
  KnownReservation,
  ReservationChange,
  ReservationKey,
  StoredReservation,
} from '@holdfast/node/core/reservation/reservation';
import type { Delivery, NewDelivery } from '@holdfast/node/store/delivery';
import type { Plan, StoredCount } from '@holdfast/node/store/plan';
import type { LogEntry, StoredLogEntry } from '@holdfast/node/store/sync-log';

/** What the memory store holds: plain values, copied on their way in and out so that nobody shares one. */
export interface MemoryTables {
  account: string;
  /** Epoch ms. */
  now(): number;
  settings: Map<string, unknown>;
  trust: WatermarkTrust;
  orders: Map<OrderId, { order: Order; readAtMs: number }>;
  reservations: Map<string, StoredReservation>;
  /** By reservation and version. */
  changes: Map<string, ReservationChange>;
  /** In the order of recording. */
  plans: Map<string, Plan>;
  /** VTEX's totals as read last, by position. */
  totals: Map<string, number>;
  /** Epoch ms at which a plan was last found to stand. */
  stoodAtMs: Map<string, number>;
  /** In the order of recording. */
  counts: StoredCount[];
  /** In the order of recording, which is each stream's order. */
  deliveries: Map<string, Delivery>;
  log: StoredLogEntry[];
  leases: Set<string>;
}

export function emptyTables(account: string, now: () => number): MemoryTables {
  return {
    account,
    now,
    settings: new Map(),
    trust: 'unproven',
    orders: new Map(),
    reservations: new Map(),
    changes: new Map(),
    plans: new Map(),
    totals: new Map(),
    stoodAtMs: new Map(),
    counts: [],
    deliveries: new Map(),
    log: [],
    leases: new Set(),
  };
}

/** Of plain values alone, which is all that is kept here: several times as fast as `structuredClone`. */
export function copy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy) as T;
  const made = { ...value } as Record<string, unknown>;
  for (const key in made) {
    const field = made[key];
    if (typeof field === 'object' && field !== null) made[key] = copy(field);
  }
  return made as T;
}

/** Two orders may name one lock: each has its own record. */
export function reservationKey(key: ReservationKey & { orderId: OrderId }): string {
  return `${encodeURIComponent(key.orderId)}/${encodeURIComponent(key.lockId)}/${positionKey(key)}`;
}

export function isAt(position: Position): (key: Position) => boolean {
  return (key) => key.skuId === position.skuId && key.warehouseId === position.warehouseId;
}

/** Everything a step records about reservations, together. Throws before it changes anything. */
export function record(
  tables: MemoryTables,
  effects: {
    reservations: readonly KnownReservation[];
    changes: readonly ReservationChange[];
    deliveries: readonly NewDelivery[];
    log: readonly LogEntry[];
  },
): void {
  const changes = effects.changes.map(
    (change) => [`${reservationKey(change)}@${change.version}`, copy(change)] as const,
  );
  const twice = changes.find(([key]) => tables.changes.has(key));
  if (twice) throw new Error(`the change ${twice[0]} is recorded already`);
  for (const [key, change] of changes) tables.changes.set(key, change);
  for (const reservation of effects.reservations) writeReservation(tables, reservation);
  queueDeliveries(tables, effects.deliveries);
  appendLog(tables, effects.log);
}

function writeReservation(tables: MemoryTables, reservation: KnownReservation): void {
  const key = reservationKey(reservation);
  const before = tables.reservations.get(key);
  const statusSinceMs = before?.known.status === reservation.status ? before.statusSinceMs : tables.now();
  tables.reservations.set(key, { known: copy(reservation), statusSinceMs });
}

/** An id that is there already stays as it is. */
export function queueDeliveries(tables: MemoryTables, deliveries: readonly NewDelivery[]): void {
  for (const delivery of deliveries) {
    const { id, stream, type, orderId, skuId, warehouseId, planId, occurredAt, data } = delivery;
    if (tables.deliveries.has(id)) continue;
    const atMs = tables.now();
    tables.deliveries.set(id, {
      id,
      stream,
      type,
      orderId,
      skuId,
      warehouseId,
      planId,
      occurredAt,
      data: copy(data),
      account: tables.account,
      sequence: tables.deliveries.size + 1,
      state: 'pending',
      attempts: 0,
      createdAtMs: atMs,
      nextAttemptAtMs: atMs,
      lastError: null,
    });
  }
}

export function appendLog(tables: MemoryTables, entries: readonly LogEntry[]): void {
  for (const entry of entries)
    tables.log.push({ ...copy(entry), id: String(tables.log.length + 1), atMs: tables.now() });
}
