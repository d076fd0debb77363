import type { Plan } from './plan';

/** VTEX's total after the update of a plan, as its read-back found it; null without one that was proven. */
export function totalLeftBy({ result, intent }: Pick<Plan, 'result' | 'intent'>): number | null {
  if (result === null || intent === null) return null;
  if (result.kind === 'proven') return result.totalQuantity;
  if (result.kind === 'lost') return result.repairedTotal ?? intent.update.quantity;
  return result.kind === 'not-released' ? intent.update.quantity : null;
}
