import type Router from '@koa/router';
import { parseTicks, withOffset } from '../model/instant';
import { type InvoiceOrder, invoiceOrder, openUnits } from '../model/invoice';
import type { PackageItem, StoreOrder } from '../model/order';
import { cancelOrder, denyCancellation, findOrder, readOrder, startHandling } from '../model/order-flow';
import { badRequest, type Call, register, reply, type StoreWire } from './call';
import { orderJson } from './order-json';
import { listOrders } from './order-list';

const ORDERS = '/api/oms/pvt/orders';

export function orderRoutes(router: Router, wire: StoreWire): void {
  const { state } = wire.store;
  register(router, wire, 'get', ORDERS, 'listOrders', ({ ctx, query }) =>
    reply(ctx, listOrders(state, query), (page) => {
      ctx.body = page;
    }),
  );
  register(router, wire, 'get', `${ORDERS}/:orderId`, 'getOrder', ({ ctx, params }) =>
    reply(ctx, readOrder(state, bySequence(wire, params.orderId ?? '')), (order) => {
      ctx.body = orderJson(state, order);
    }),
  );
  register(router, wire, 'post', `${ORDERS}/:orderId/start-handling`, 'startHandling', ({ ctx, params }) =>
    reply(ctx, startHandling(state, params.orderId ?? ''), () => {
      ctx.status = 204;
    }),
  );
  register(router, wire, 'post', `${ORDERS}/:orderId/cancel`, 'cancelOrder', ({ ctx, params, body }) => {
    const reason = typeof body.reason === 'string' ? body.reason : undefined;
    reply(ctx, cancelOrder(state, params.orderId ?? '', reason, body.requestedByUser !== false), (order) =>
      receipt(ctx, wire, order),
    );
  });
  register(router, wire, 'post', `${ORDERS}/:orderId/invoice`, 'invoiceOrder', (call) => invoice(wire, call));
  const deny = '/api/orders/pvt/document/:orderId/deny-cancellation-request';
  register(router, wire, 'post', deny, 'denyCancellation', ({ ctx, params }) =>
    reply(ctx, denyCancellation(state, params.orderId ?? ''), () => {
      ctx.status = 200;
      ctx.body = '';
    }),
  );
}

/** `seq501456` is another name of an order. */
function bySequence(wire: StoreWire, orderId: string): string {
  const sequence = /^seq(\d+)$/.exec(orderId)?.[1];
  if (!sequence) return orderId;
  const found = [...wire.store.state.orders.values()].find((order) => String(order.sequence) === sequence);
  return found?.orderId ?? orderId;
}

function receipt(
  ctx: Call['ctx'],
  { store }: StoreWire,
  order: Pick<StoreOrder, 'orderId' | 'sequence'>,
): void {
  const date = withOffset(store.state.clock());
  ctx.body = { date, orderId: order.orderId, receipt: store.random.hex(32) };
}

function invoice(wire: StoreWire, { ctx, params, body }: Call): void {
  const { state } = wire.store;
  const found = findOrder(state, params.orderId ?? '');
  if (!found.ok) {
    reply(ctx, found, () => {});
    return;
  }
  const request = readInvoice(found.value, body);
  if (typeof request === 'string') {
    badRequest(ctx, request);
    return;
  }
  reply(ctx, invoiceOrder(state, found.value.orderId, request), () => receipt(ctx, wire, found.value));
}

function readInvoice(order: StoreOrder, body: Record<string, unknown>): InvoiceOrder | string {
  if (body.type !== 'Output' && body.type !== 'Input') return 'type must be Output or Input';
  if (!(Number(body.invoiceValue) > 0)) return 'invoiceValue must be greater than 0';
  const items: NamedItem[] = Array.isArray(body.items) ? body.items : [];
  const linesOf = body.type === 'Input' ? returnedLine : linesOfSku;
  return {
    type: body.type,
    invoiceNumber: typeof body.invoiceNumber === 'string' ? body.invoiceNumber : undefined,
    issuedAt: (typeof body.issuanceDate === 'string' ? parseTicks(body.issuanceDate) : null) ?? undefined,
    items: items.length === 0 ? undefined : items.flatMap((item) => linesOf(order, item)),
    restitutions: body.type === 'Input' ? items.map(asRestitution) : undefined,
  };
}

interface NamedItem {
  id?: unknown;
  quantity?: unknown;
}

const asRestitution = ({ id, quantity }: NamedItem) => ({ skuId: String(id), quantity: Number(quantity) });

function returnedLine(order: StoreOrder, item: NamedItem): PackageItem[] {
  const lineIndex = order.lines.findIndex((line) => line.skuId === String(item.id));
  return [{ lineIndex: lineIndex < 0 ? null : lineIndex, quantity: Number(item.quantity) }];
}

/** The call names SKUs; the order keeps lines. A SKU on two lines fills the first one first. */
function linesOfSku(order: StoreOrder, item: NamedItem): PackageItem[] {
  let left = Number(item.quantity);
  const lines: PackageItem[] = [];
  for (const [lineIndex, line] of order.lines.entries()) {
    if (line.skuId !== String(item.id) || left <= 0) continue;
    const quantity = Math.min(left, openUnits(order, lineIndex));
    left -= quantity;
    if (quantity > 0) lines.push({ lineIndex, quantity });
  }
  return left > 0 ? [...lines, { lineIndex: -1, quantity: left }] : lines;
}
