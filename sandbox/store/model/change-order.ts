import { claimOf, openUnits } from './invoice';
import type { ListedChange, OrderLine, Share, StoreOrder } from './order';
import { findOrder } from './order-flow';
import { type Outcome, type Refusal, refused } from './outcome';
import { availableUnits, newLine, newShare } from './place-order';
import type { AskedLine } from './purchase';
import { isActive } from './reservation';
import { joinLock } from './reserve';
import { dropLine, promise, resizeShare } from './share';
import { ensurePosition, findPosition, type StoreState } from './state';

/**
 * How VTEX records a change of an order:
 *
 * | | `items[].quantity`, `deliveryIds` | `changesAttachment` |
 * |---|---|---|
 * | `v1` | as they were | lists what was removed and added |
 * | `v2` | changed; a line of which nothing is left goes, and later lines move up | says nothing |
 * | `both` | changed | lists it as well |
 */
export type HowChanged = 'v1' | 'v2' | 'both';

interface Change {
  /** Default `v2`. */
  how?: HowChanged;
  reason?: string;
  /** Whether the lock grows and shrinks with it; default `Platform.reservationFollowsChange`. */
  reservationFollows?: boolean;
}

export interface ChangeLine extends Change {
  lineIndex: number;
  /** What the order wants of the line from now on. 0: nothing. */
  quantity: number;
  /** Where added units come from; default the line's last warehouse. */
  warehouseId?: string;
}

/** Changes what an order wants of a line, while it is in handling or partly invoiced. */
export function changeOrder(state: StoreState, orderId: string, change: ChangeLine): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  const line = order.lines[change.lineIndex];
  const difference = change.quantity - (line ? claimOf(line) : 0);
  const blocked = refuseChange(order) ?? refuseLine(state, order, line, change, difference);
  if (blocked) return blocked;
  if (!line || difference === 0) return found;
  const how = change.how ?? 'v2';
  const steps = difference > 0 ? [growth(order, line, change, difference)] : cuts(line, -difference);
  for (const { share, units } of steps) {
    if (!line.shares.includes(share)) joinLine(state, line, share);
    resizeShare(state, share, units);
    if (how !== 'v1') retell(line, share);
    follow(state, order, share, units, change);
  }
  if (how !== 'v1') line.quantity = change.quantity;
  if (how !== 'v1' && line.quantity === 0) removeLine(state, order, line);
  record(state, order, change, line, difference);
  return found;
}

/** Adds a line of our own to an order in handling. The first version of changes adds no line, so `how` is not `v1`. */
export function addLine(
  state: StoreState,
  orderId: string,
  added: AskedLine & Change & { how?: 'v2' | 'both' },
): Outcome<StoreOrder> {
  const found = findOrder(state, orderId);
  if (!found.ok) return found;
  const order = found.value;
  const [first = ''] = state.warehouses.keys();
  const allocations = added.allocations ?? [
    { warehouseId: added.warehouseId ?? first, quantity: added.quantity },
  ];
  const line = newLine(state, order.lockId, added, allocations);
  const blocked = refuseChange(order) ?? line.shares.map((share) => refuseShort(state, share)).find(Boolean);
  if (blocked) return blocked;
  order.lines.push(line);
  for (const share of line.shares) {
    promise(state, share);
    follow(state, order, share, share.units, added);
  }
  record(state, order, added, line, added.quantity);
  return found;
}

function refuseChange(order: StoreOrder): Refusal | null {
  if (order.status === 'handling' || order.status === 'payment-approved') return null;
  return refused(400, 'CHG001', `Order cannot be changed in status ${order.status}`);
}

function refuseLine(
  state: StoreState,
  order: StoreOrder,
  line: OrderLine | undefined,
  change: ChangeLine,
  difference: number,
): Refusal | null {
  if (line?.seller !== '1') return refused(400, 'CHG003', 'The order has no such line of ours');
  if (difference > 0) return refuseShort(state, growth(order, line, change, difference).share, difference);
  const loose = line.shares.reduce((sum, share) => sum + Math.max(0, share.units - share.shipped), 0);
  const least = Math.min(loose, openUnits(order, change.lineIndex));
  return least + difference < 0 ? refused(400, 'CHG002', 'Quantity cannot be changed by that much') : null;
}

/** VTEX does not sell by a change what it does not offer. */
function refuseShort(state: StoreState, share: Share, units = share.units): Refusal | null {
  const fits = share.goods.every(
    ({ skuId, warehouseId, perUnit }) => availableUnits(state, skuId, warehouseId) >= units * perUnit,
  );
  return fits ? null : refused(400, 'CHG004', 'Not available in the quantity asked for');
}

interface Step {
  share: Share;
  units: number;
}

function growth(order: StoreOrder, line: OrderLine, change: ChangeLine, units: number): Step {
  const from = change.warehouseId ?? line.shares.at(-1)?.told?.warehouseId ?? '';
  const known = line.shares.find((share) => share.told?.warehouseId === from);
  return { share: known ?? newShare(line, order.lockId, { warehouseId: from, quantity: 0 }), units };
}

function joinLine(state: StoreState, line: OrderLine, share: Share): void {
  line.shares.push(share);
  promise(state, share);
}

/** From the last warehouse to the first, as far as the goods are still there. */
function cuts(line: OrderLine, units: number): Step[] {
  let left = units;
  const steps: Step[] = [];
  for (const share of [...line.shares].reverse()) {
    const cut = Math.min(left, Math.max(0, share.units - share.shipped));
    left -= cut;
    if (cut > 0) steps.push({ share, units: -cut });
  }
  return steps;
}

/** The order's own words follow. */
function retell(line: OrderLine, share: Share): void {
  if (!share.told) return;
  share.told.quantity = share.units;
  if (share.told.quantity > 0 && !line.allocations.includes(share.told)) line.allocations.push(share.told);
  if (share.told.quantity === 0) line.allocations = line.allocations.filter((one) => one !== share.told);
}

function removeLine(state: StoreState, order: StoreOrder, line: OrderLine): void {
  dropLine(state, line);
  order.lines = order.lines.filter((one) => one !== line);
}

function record(
  state: StoreState,
  order: StoreOrder,
  change: Change,
  line: OrderLine,
  difference: number,
): void {
  order.changedAt = state.clock();
  if ((change.how ?? 'v2') === 'v2') return;
  const entry = (units: number): ListedChange['added'] =>
    units > 0 ? [{ skuId: line.skuId, price: line.price, quantity: units }] : [];
  order.changes.push({
    reason: change.reason ?? 'change',
    at: order.changedAt,
    removed: entry(-difference),
    added: entry(difference),
  });
}

/** The reservation follows or not. What it does not follow upwards is taken without a lock. */
function follow(state: StoreState, order: StoreOrder, share: Share, units: number, change: Change): void {
  const follows = change.reservationFollows ?? state.platform.reservationFollowsChange;
  for (const { skuId, warehouseId, perUnit } of share.goods) {
    if (follows) resizePart(state, order, { skuId, warehouseId, quantity: units * perUnit });
    else if (units > 0) ensurePosition(state, skuId, warehouseId).books.claimedWithoutLock += units * perUnit;
  }
}

function resizePart(
  state: StoreState,
  order: StoreOrder,
  { skuId, warehouseId, quantity }: { skuId: string; warehouseId: string; quantity: number },
): void {
  const parts = state.locks.get(order.lockId) ?? [];
  const part = parts.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
  if (!part) {
    if (quantity > 0) joinLock(state, order, { skuId, warehouseId, quantity });
    return;
  }
  part.quantity += quantity;
  part.updatedAt = state.clock();
  if (part.quantity === 0 && isActive(part))
    findPosition(state, skuId, warehouseId)?.parts.delete(order.lockId);
}
