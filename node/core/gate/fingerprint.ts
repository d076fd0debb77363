import type { Attention, GatePlan } from './plan';

/**
 * Text that is equal for two plans that say the same, so that a dismissed proposal is not made again and an
 * unchanged hold is not logged again. It leaves out what moves by itself: the clock, the sentences, VTEX's
 * totals, and reservations that neither go nor wait. Lists count as sets.
 */
export function fingerprintOf(plan: GatePlan): string {
  const { skuId, warehouseId } = plan.position;
  const says = [skuId, warehouseId, saidBy(plan), sorted(plan.attentions.map(attentionSays))];
  return `${plan.kind}:${digest(JSON.stringify(says))}`;
}

function saidBy(plan: GatePlan): unknown {
  switch (plan.kind) {
    case 'remove': {
      const releases = plan.releases.map((one) => [
        one.lockId,
        one.quantity,
        one.deductedQuantity,
        one.because,
      ]);
      const { update, unreserved, setAside = [], returnedQuantity, closedDeductions, count } = plan;
      // A watermark that releases nothing follows the clock; any other follows from its releases.
      const closed = [...closedDeductions].sort();
      return [
        update.quantity,
        update.leadTime,
        sorted(releases),
        sorted(unreserved.map((one) => [one.lockId, one.quantity])),
        sorted(setAside.map((one) => [one.lockId, one.deductedQuantity])),
        returnedQuantity,
        closed,
        count?.reference ?? null,
      ];
    }
    case 'hold': {
      const waiting = plan.kept
        .filter((one) => one.because === 'waiting')
        .map((one) => [one.lockId, one.quantity]);
      return [plan.reason, plan.blockedBy?.lockId ?? null, sorted(waiting), plan.count?.reference ?? null];
    }
    case 'attention':
    case 'nothing':
      return null;
  }
}

function attentionSays({ reason, lockId, propose }: Attention): unknown {
  if (propose?.kind === 'settle') return [reason, lockId, propose.leftQuantity];
  if (propose?.kind !== 'repair') return [reason, lockId, propose?.kind ?? null];
  return [reason, propose.quantity, sorted(propose.lost.map((one) => [one.lockId, one.quantity]))];
}

function sorted(items: readonly unknown[]): string[] {
  return items.map((item) => JSON.stringify(item)).sort();
}

/** Two 32-bit FNV-1a style lanes over the text and two over its mirror image: short, stable, not secret. */
function digest(text: string): string {
  const lanes = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  return lanes.map((seed, lane) => hex(lane < 2 ? fnv(text, seed) : fnv(mirror(text), seed))).join('');
}

function fnv(text: string, seed: number): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}

function mirror(text: string): string {
  return text.split('').reverse().join('');
}

function hex(hash: number): string {
  return (hash >>> 0).toString(16).padStart(8, '0');
}
