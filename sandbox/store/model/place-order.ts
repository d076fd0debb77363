import type { OrderLine, Share, StoreOrder } from './order';
import { done, type Outcome, refused } from './outcome';
import { reservedQuantity } from './position';
import type { AskedAllocation, AskedLine, PlaceOrder } from './purchase';
import { expire } from './reservation-flow';
import { reserve } from './reserve';
import { promise } from './share';
import { ensurePosition, enter, findPosition, type StoreState } from './state';

const DUE_AFTER = 3n * 864_000_000_000n;

/** Buys: takes the reservation, and runs the order up to `payment-pending`. Refused when stock is short. */
export function placeOrder(state: StoreState, request: PlaceOrder): Outcome<StoreOrder> {
  if (request.orderId !== undefined && state.orders.has(request.orderId))
    return refused(400, 'ORD003', `Order ${request.orderId} exists`);
  const order = newOrder(state, request);
  for (const asked of request.lines) {
    const allocations = asked.allocations ?? allocate(state, asked, order.lines);
    const line = allocations && newLine(state, order.lockId, asked, allocations);
    const fits = line && isWhole(asked, allocations) && areAvailable(state, [...order.lines, line], request);
    if (!fits)
      return refused(400, 'ORD027', `Item ${asked.skuId} is not available in the quantity asked for`);
    order.lines.push(line);
  }
  state.orders.set(order.orderId, order);
  promiseAll(state, order.lines);
  if (request.lockId === undefined) reserve(state, order, request);
  else for (const part of state.locks.get(request.lockId) ?? []) part.orderId = order.orderId;
  if (!request.incomplete) {
    enter(state, order, 'order-created');
    enter(state, order, 'on-order-completed');
    enter(state, order, 'waiting-for-authorization');
    enter(state, order, 'payment-pending');
  }
  return done(order);
}

function promiseAll(state: StoreState, lines: OrderLine[]): void {
  for (const share of lines.flatMap((line) => line.shares)) {
    promise(state, share);
    if (share.locked) continue;
    for (const { skuId, warehouseId, perUnit } of share.goods)
      ensurePosition(state, skuId, warehouseId).books.claimedWithoutLock += share.units * perUnit;
  }
}

/** What VTEX offers of a SKU in a warehouse, less what these lines are going to reserve of it. */
export function availableUnits(
  state: StoreState,
  skuId: string,
  warehouseId: string,
  lines: OrderLine[] = [],
): number {
  const position = findPosition(state, skuId, warehouseId);
  if (!position) return 0;
  if (position.unlimited) return Number.MAX_SAFE_INTEGER;
  expire(state, position.parts.values());
  let taken = 0;
  for (const share of lines.flatMap((line) => line.shares))
    for (const goods of share.goods)
      if (share.locked && goods.skuId === skuId && goods.warehouseId === warehouseId)
        taken += share.units * goods.perUnit;
  return position.total - reservedQuantity(position, state.platform.countsAborted) - taken;
}

function allocate(state: StoreState, asked: AskedLine, lines: OrderLine[]): AskedAllocation[] | null {
  const [first] = state.warehouses.keys();
  const one = asked.warehouseId ?? (asked.kit ? first : undefined);
  if (one !== undefined) return [{ warehouseId: one, quantity: asked.quantity }];
  let missing = asked.quantity;
  const parts: AskedAllocation[] = [];
  for (const { id } of state.warehouses.values()) {
    const taken = Math.min(missing, Math.max(0, availableUnits(state, asked.skuId, id, lines)));
    if (taken > 0) parts.push({ warehouseId: id, quantity: taken });
    missing -= taken;
  }
  return missing === 0 ? parts : null;
}

const isWhole = (asked: AskedLine, allocations: AskedAllocation[]) =>
  allocations.reduce((sum, part) => sum + part.quantity, 0) === asked.quantity;

/** A lock that exists holds its units already; what is allocated without a lock, VTEX does not ask about. */
function areAvailable(state: StoreState, lines: OrderLine[], request: PlaceOrder): boolean {
  if (request.lockId !== undefined) return true;
  return lines
    .flatMap((line) => line.shares)
    .filter((share) => share.locked)
    .flatMap((share) => share.goods)
    .every(({ skuId, warehouseId }) => availableUnits(state, skuId, warehouseId, lines) >= 0);
}

export function newLine(
  state: StoreState,
  lockId: string,
  asked: AskedLine,
  allocations: AskedAllocation[],
): OrderLine {
  const seller = asked.seller ?? '1';
  const line: OrderLine = {
    uniqueId: state.random.hex(32).toUpperCase(),
    skuId: asked.skuId,
    quantity: asked.quantity,
    seller,
    price: asked.price ?? 9_900,
    allocations: [],
    lockTtl: asked.lockTtl ?? '10d',
    kit: asked.kit ?? null,
    shares: [],
  };
  for (const allocation of allocations) {
    const share = newShare(line, lockId, allocation);
    if (share.told) line.allocations.push(share.told);
    if (seller === '1') line.shares.push(share);
  }
  return line;
}

/** Kit parts come from the warehouse of the kit, unless a part names its own. */
export function newShare(
  line: Pick<OrderLine, 'skuId' | 'kit'>,
  lockId: string,
  { warehouseId, quantity, heldIn = warehouseId, locked = true }: AskedAllocation,
): Share {
  const goods = line.kit?.map((part) => ({
    skuId: part.skuId,
    warehouseId: part.warehouseId ?? heldIn,
    perUnit: part.quantity,
  })) ?? [{ skuId: line.skuId, warehouseId: heldIn, perUnit: 1 }];
  return { lockId, units: quantity, shipped: 0, goods, locked, told: { warehouseId, quantity } };
}

function newOrder(state: StoreState, request: PlaceOrder): StoreOrder {
  const sequence = state.nextSequence++;
  const orderId = request.orderId ?? `v${sequence}${state.accountName.slice(0, 4)}-01`;
  const createdAt = state.clock();
  const boleto = request.payment === 'boleto';
  const hiddenMs = request.visibleAfterMs ?? state.platform.orderVisibleAfterMs;
  return {
    orderId,
    orderGroup: orderId.replace(/-\d+$/, ''),
    sequence,
    status: null,
    isCompleted: !request.incomplete,
    lockId: request.lockId ?? `00-${orderId}`,
    lines: [],
    packages: [],
    createdAt,
    changedAt: createdAt,
    authorizedAt: null,
    invoicedAt: null,
    paymentDueAt: boleto ? createdAt + DUE_AFTER : null,
    paymentName: boleto ? 'Boleto Bancário' : 'Visa',
    cancellation: null,
    cancelAskedIn: null,
    changes: [],
    visibleAtMs: hiddenMs > 0 ? state.now() + hiddenMs : 0,
    telling: request.telling ?? {},
    history: [],
    shopper: state.random.int(1000),
  };
}
