import type { SkuId } from '../id';
import type { Order, OrderLine } from './order';

/** Units by SKU; lines of one SKU are added up. */
export function unitsBySku(lines: readonly Pick<OrderLine, 'skuId' | 'quantity'>[]): Record<string, number> {
  const units = new Map<SkuId, number>();
  for (const { skuId, quantity } of lines) units.set(skuId, (units.get(skuId) ?? 0) + quantity);
  return Object.fromEntries(units);
}

/** How many units of a SKU the order had when it was placed; null where nobody knows. */
export function firstUnitsOf({ memory }: Pick<Order, 'memory'>, skuId: SkuId): number | null {
  const { firstUnits } = memory;
  if (firstUnits === null) return null;
  return Object.hasOwn(firstUnits, skuId) ? (firstUnits[skuId] ?? 0) : 0;
}

export interface Claim {
  /** Units the order still wants of the line after changes; where that is in doubt, the larger number. */
  units: number;
  /** So many units that were not invoiced are explained by a change of the line's SKU. */
  explained: number;
}

/**
 * What a line claims. "Change order" v2 lowers or raises the line; v1 leaves it and lists the units
 * (`changesAttachment`); orders are seen with a change recorded both ways, which counts once. What tells them apart is
 * how many units the order was placed with:
 *
 * | placed with, less what the lines say now | so | the SKU's claim |
 * |---|---|---|
 * | nothing | v1: the lines do not show the change | the lines, less what was taken off, plus what was added |
 * | as much as the change | v2: they show it | the lines |
 * | as much as was added, and several lines sell the SKU | in doubt: v2 may have added a line, and v1 units | the larger of the two |
 * | anything else, or unknown | in doubt | the larger of the two |
 *
 * Several lines of one SKU cannot tell whose units were taken off: each claims its own, and so many units of the SKU
 * may then be missing on its invoices.
 */
export function claimOf(order: Order, line: OrderLine): Claim {
  const lines = order.lines.filter((one) => one.skuId === line.skuId);
  const { hidden, explained } = hiddenChange(order, line.skuId, lines);
  if (lines.length === 1) return { units: Math.max(0, line.quantity - hidden), explained };
  const isLast = lines[lines.length - 1] === line;
  const added = isLast ? Math.max(0, -hidden) : 0;
  return { units: line.quantity + added, explained: explained + Math.max(0, hidden) };
}

/** Units of a change that the lines do not show: more than 0 were taken off, less than 0 added. */
function hiddenChange(
  order: Order,
  skuId: SkuId,
  lines: readonly OrderLine[],
): { hidden: number; explained: number } {
  const change = order.changes.find((one) => one.skuId === skuId);
  const net = (change?.removed ?? 0) - (change?.added ?? 0);
  const first = firstUnitsOf(order, skuId);
  const shown = first === null ? null : first - lines.reduce((sum, one) => sum + one.quantity, 0);
  if (net === 0) return { hidden: 0, explained: 0 };
  // One of the lines may have been added by v2, which need not list it: what is listed may be another, hidden addition.
  const isMixed = net < 0 && lines.length > 1;
  if (shown === net && !isMixed) return { hidden: 0, explained: 0 };
  if (shown === 0) return { hidden: net, explained: 0 };
  return { hidden: Math.min(0, net), explained: Math.abs(net) };
}
