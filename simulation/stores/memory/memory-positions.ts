import { isUnplanned } from '@holdfast/node/core/plan/is-unplanned';
import { type Position, positionKey } from '@holdfast/node/core/position';
import { awaitsRemoval } from '@holdfast/node/core/record/settled';
import type { StoredReservation } from '@holdfast/node/core/reservation/reservation';
import type { Plan } from '@holdfast/node/store/plan';
import type { Lease, PositionStore } from '@holdfast/node/store/store';
import { currentPlan, knownAtPosition } from './memory-reads';
import { copy, isAt, type MemoryTables } from './memory-tables';

export function memoryPositions(tables: MemoryTables): PositionStore {
  return {
    lockPosition: async (position) => lease(tables, `position/${positionKey(position)}`),
    lockAccountUpdates: async () => lease(tables, 'account-updates'),
    knownAtPosition: async (position) => knownAtPosition(tables, position, []),
    removedSince: async (position, since) =>
      copy(
        [...tables.reservations.values()]
          .map((stored) => stored.known)
          .filter(isAt(position))
          .filter((r) => r.status === 'removed' && r.invoicedAt !== null && r.invoicedAt > since),
      ),
    positionsToPlan: async (plannedBeforeMs, limit) =>
      positionsToPlan(tables, plannedBeforeMs).slice(0, limit),
    positionsAfter: async (after, limit, holding) =>
      positionsNamed(tables, holding)
        .filter((position) => after === null || compareIds(position, after) > 0)
        .slice(0, limit),
    lastTotal: async (position) => tables.totals.get(positionKey(position)) ?? null,
    seeTotal: async (position, totalQuantity) => {
      tables.totals.set(positionKey(position), totalQuantity);
    },
    watermarkTrust: async () => tables.trust,
    setWatermarkTrust: async (trust) => {
      tables.trust = trust;
    },
  };
}

/** Each once, in the order of their ids. */
function positionsNamed(tables: MemoryTables, holding: 'open' | 'any'): Position[] {
  const held = [...tables.reservations.values()].map(({ known }) => known);
  const named =
    holding === 'open'
      ? held.filter(({ status }) => status === 'acknowledged')
      : [...held, ...[...tables.plans.values()].map(({ position }) => position)];
  const byKey = new Map(
    named.map(({ skuId, warehouseId }) => [positionKey({ skuId, warehouseId }), { skuId, warehouseId }]),
  );
  return [...byKey.values()].sort(compareIds);
}

function compareIds(a: Position, b: Position): number {
  if (a.skuId !== b.skuId) return a.skuId < b.skuId ? -1 : 1;
  if (a.warehouseId === b.warehouseId) return 0;
  return a.warehouseId < b.warehouseId ? -1 : 1;
}

function lease(tables: MemoryTables, name: string): Lease | null {
  if (tables.leases.has(name)) return null;
  tables.leases.add(name);
  let isHeld = true;
  return {
    isHeld: () => isHeld,
    end: async () => {
      if (isHeld) tables.leases.delete(name);
      isHeld = false;
    },
  };
}

function positionsToPlan(tables: MemoryTables, plannedBeforeMs: number): Position[] {
  const settled = new Map<string, { position: Position; held: StoredReservation[] }>();
  for (const stored of tables.reservations.values()) {
    if (!awaitsRemoval(stored.known)) continue;
    const { skuId, warehouseId } = stored.known;
    const key = positionKey(stored.known);
    const entry = settled.get(key) ?? { position: { skuId, warehouseId }, held: [] };
    entry.held.push(stored);
    settled.set(key, entry);
  }
  return [...settled.values()]
    .map(({ position, held }) => {
      const plan = currentPlan(tables, position);
      return { position, held, plan, plannedAtMs: plan ? plannedAtMs(tables, plan) : -1 };
    })
    .filter(
      ({ held, plan, plannedAtMs }) =>
        !plan ||
        (plannedAtMs < plannedBeforeMs && held.some((stored) => isUnplanned(stored, plan.gate, plannedAtMs))),
    )
    .sort((a, b) => a.plannedAtMs - b.plannedAtMs)
    .map(({ position }) => position);
}

function plannedAtMs(tables: MemoryTables, { planId, createdAtMs }: Plan): number {
  return tables.stoodAtMs.get(planId) ?? createdAtMs;
}
