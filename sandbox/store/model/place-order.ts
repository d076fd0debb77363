import type { OrderLine, StoreOrder } from './order';
import { done, type Outcome, refused } from './outcome';
import { reservedQuantity } from './position';
import type { PlaceOrder } from './purchase';
import { expire } from './reservation-flow';
import { reserve } from './reserve';
import { enter, findPosition, type StoreState } from './state';

const DUE_AFTER = 3n * 864_000_000_000n;

/** Buys: takes the reservation, and runs the order up to `payment-pending`. Refused when stock is short. */
export function placeOrder(state: StoreState, request: PlaceOrder): Outcome<StoreOrder> {
  const lines: OrderLine[] = [];
  for (const asked of request.lines) {
    const allocations = asked.allocations ?? allocate(state, asked, lines);
    if (!allocations || !fits(state, asked, allocations, lines))
      return refused(400, 'ORD027', `Item ${asked.skuId} is not available in the quantity asked for`);
    lines.push(lineOf(state, asked, allocations));
  }
  const order = newOrder(state, request, lines);
  state.orders.set(order.orderId, order);
  reserve(state, order, request);
  if (!request.incomplete) {
    enter(state, order, 'order-created');
    enter(state, order, 'on-order-completed');
    enter(state, order, 'waiting-for-authorization');
    enter(state, order, 'payment-pending');
  }
  return done(order);
}

type AskedLine = PlaceOrder['lines'][number];

function available(state: StoreState, skuId: string, warehouseId: string, lines: OrderLine[]): number {
  const position = findPosition(state, skuId, warehouseId);
  if (!position) return 0;
  if (position.unlimited) return Number.MAX_SAFE_INTEGER;
  expire(state, position.parts.values());
  const taken = lines
    .filter((line) => line.seller === '1' && line.skuId === skuId)
    .flatMap((line) => line.allocations)
    .filter((part) => part.warehouseId === warehouseId)
    .reduce((sum, part) => sum + part.quantity, 0);
  return position.total - reservedQuantity(position, state.platform.countsAborted) - taken;
}

function allocate(state: StoreState, asked: AskedLine, lines: OrderLine[]): OrderLine['allocations'] | null {
  if (asked.warehouseId) return [{ warehouseId: asked.warehouseId, quantity: asked.quantity }];
  let missing = asked.quantity;
  const parts: OrderLine['allocations'] = [];
  for (const { id } of state.warehouses.values()) {
    const taken = Math.min(missing, Math.max(0, available(state, asked.skuId, id, lines)));
    if (taken > 0) parts.push({ warehouseId: id, quantity: taken });
    missing -= taken;
  }
  return missing === 0 ? parts : null;
}

function fits(
  state: StoreState,
  asked: AskedLine,
  parts: OrderLine['allocations'],
  lines: OrderLine[],
): boolean {
  if (parts.reduce((sum, part) => sum + part.quantity, 0) !== asked.quantity) return false;
  if ((asked.seller ?? '1') !== '1') return true;
  return parts.every((part) => available(state, asked.skuId, part.warehouseId, lines) >= part.quantity);
}

function lineOf(state: StoreState, asked: AskedLine, allocations: OrderLine['allocations']): OrderLine {
  return {
    uniqueId: state.random.hex(32).toUpperCase(),
    skuId: asked.skuId,
    quantity: asked.quantity,
    seller: asked.seller ?? '1',
    price: asked.price ?? 9_900,
    allocations,
    lockTtl: asked.lockTtl ?? '10d',
  };
}

function newOrder(state: StoreState, request: PlaceOrder, lines: OrderLine[]): StoreOrder {
  const sequence = state.nextSequence++;
  const orderGroup = `v${sequence}${state.accountName.slice(0, 4)}`;
  const createdAt = state.clock();
  const boleto = request.payment === 'boleto';
  return {
    orderId: `${orderGroup}-01`,
    orderGroup,
    sequence,
    status: null,
    isCompleted: !request.incomplete,
    lockId: `00-${orderGroup}-01`,
    lines,
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
    history: [],
    shopper: state.random.int(1000),
  };
}
