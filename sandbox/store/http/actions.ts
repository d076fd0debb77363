import { z } from 'zod';
import type { OrderStatus } from '../model/order';
import type { StoreModel } from '../store-model';

const orderId = z.string();
const only = z.object({ orderId });
const lock = z.object({ lockId: z.string() });
const place = z.object({ skuId: z.string(), warehouseId: z.string() });
const units = z.number().int();
const which = lock.extend({ skuId: z.string().optional(), warehouseId: z.string().optional() });
const allocation = z.object({
  warehouseId: z.string(),
  quantity: units,
  heldIn: z.string().optional(),
  locked: z.boolean().optional(),
});
const kitPart = z.object({
  skuId: z.string(),
  quantity: units.positive(),
  warehouseId: z.string().optional(),
});
const line = z.object({
  skuId: z.string(),
  quantity: units.positive(),
  warehouseId: z.string().optional(),
  allocations: z.array(allocation).optional(),
  seller: z.string().optional(),
  price: units.optional(),
  lockTtl: z.string().optional(),
  kit: z.array(kitPart).optional(),
});
const fields = z.record(z.string(), z.unknown());
const orderTelling = z.strictObject({
  notFound: z.boolean().optional(),
  deliveryIds: z.enum(['empty', 'absent']).optional(),
  leavesOutIndexZero: z.enum(['logistics', 'everywhere']).optional(),
  kitParts: z.enum(['kitItemDetails', 'components', 'neither']).optional(),
  quantities: z.record(z.coerce.number(), z.number()).optional(),
  dates: z.enum(['no-seconds', 'short-offset', 'nine-digits']).optional(),
  fields: fields.optional(),
});
const reservationTelling = z.strictObject({
  rows: z.array(units).optional(),
  fields: fields.optional(),
  uncounted: z.boolean().optional(),
  byId: z.union([z.literal('not-found'), fields]).optional(),
});
const purchase = z.object({
  lines: z.array(line).min(1),
  orderId: z.string().optional(),
  lockId: z.string().optional(),
  visibleAfterMs: z.number().nonnegative().optional(),
  telling: orderTelling.optional(),
  incomplete: z.boolean().optional(),
  payment: z.enum(['card', 'boleto']).optional(),
  expiresInMinutes: z.number().optional(),
});
const replacement = purchase
  .omit({ lockId: true })
  .partial({ lines: true })
  .extend({ orderId, successorId: z.string().optional(), sharesLock: z.boolean().optional() });
const shipments = z.array(
  z.object({ lineIndex: units, quantity: units.positive(), warehouseId: z.string().optional() }),
);
const invoice = z.object({
  orderId,
  type: z.enum(['Output', 'Input']).optional(),
  invoiceNumber: z.string().optional(),
  issuanceDate: z.string().optional(),
  items: z.array(z.object({ lineIndex: units.nullable(), quantity: units })).optional(),
  value: units.optional(),
  restitutions: z.array(z.object({ skuId: z.string(), quantity: units })).optional(),
  unchecked: z.boolean().optional(),
  shipped: shipments.optional(),
  completes: z.boolean().optional(),
});
const change = only.extend({ reason: z.string().optional(), reservationFollows: z.boolean().optional() });
const changed = change.extend({
  lineIndex: units,
  quantity: units.nonnegative(),
  warehouseId: z.string().optional(),
  how: z.enum(['v1', 'v2', 'both']).optional(),
});
const added = change.extend({ ...line.shape, how: z.enum(['v2', 'both']).optional() });
const ended = z.enum(['Canceled_AbortedCommitted', 'Canceled_AuthorizationExpired', 'Canceled_Manually']);
const update = place.extend({
  quantity: z.number().int(),
  unlimited: z.boolean().default(false),
  leadTime: z.string().optional(),
  dateUtcOnBalanceSystem: z.string().nullish(),
});
const target = z.enum(['window-to-cancel', 'ready-for-handling', 'handling', 'invoiced']);

const brief = (order: { orderId: string; lockId: string; status: string | null }) => ({
  orderId: order.orderId,
  lockId: order.lockId,
  status: order.status,
});

const action =
  <Shape extends z.ZodType>(shape: Shape, run: (model: StoreModel, args: z.infer<Shape>) => unknown) =>
  (model: StoreModel, args: unknown): unknown =>
    run(model, shape.parse(args)) ?? {};

/** What the control API (and a `meanwhile` fault set over it) can make the store do, by name. */
export const ACTIONS: Record<string, (model: StoreModel, args: unknown) => unknown> = {
  'place-order': action(purchase, (model, args) => brief(model.placeOrder(args))),
  pay: action(only, (model, args) => brief(model.pay(args.orderId))),
  'close-cancel-window': action(only, (model, args) => brief(model.closeCancelWindow(args.orderId))),
  'start-handling': action(only, (model, args) => brief(model.startHandling(args.orderId))),
  invoice: action(invoice, (model, { orderId: id, ...rest }) => brief(model.invoice(id, rest))),
  cancel: action(only, (model, args) => brief(model.cancel(args.orderId))),
  'deny-cancellation': action(only, (model, args) => brief(model.denyCancellation(args.orderId))),
  advance: action(only, (model, args) => brief(model.advance(args.orderId))),
  'advance-to': action(only.extend({ status: target }), (model, args) =>
    brief(model.advanceTo(args.orderId, args.status)),
  ),
  'force-cancel': action(only, (model, args) => brief(model.forceCancel(args.orderId))),
  'change-order': action(changed, (model, args) => brief(model.changeOrder(args.orderId, args))),
  'add-line': action(added, (model, args) => brief(model.addLine(args.orderId, args))),
  'replace-order': action(replacement, (model, { orderId: id, successorId, ...rest }) =>
    brief(model.replaceOrder(id, { ...rest, orderId: successorId })),
  ),
  'ship-goods': action(only.extend({ shipments }), (model, args) =>
    model.shipGoods(args.orderId, args.shipments),
  ),
  'tell-order': action(only.extend({ telling: orderTelling }), (model, args) =>
    model.tellOrder(args.orderId, args.telling),
  ),
  'tell-reservation': action(which.extend({ telling: reservationTelling }), (model, { telling, ...rest }) =>
    model.tellReservation(rest, telling),
  ),
  'reserve-alone': action(
    place.extend({ quantity: units.positive(), lockId: z.string().optional(), days: units.optional() }),
    (model, args) => ({ lockId: model.reserveAlone(args) }),
  ),
  'move-reservation': action(which.extend({ to: z.string() }), (model, { to, ...rest }) =>
    model.moveReservation(rest, to),
  ),
  announce: action(
    only.extend({ state: z.string(), domain: z.enum(['Marketplace', 'Fulfillment']).optional() }),
    // Any text may stand there, as VTEX's feed has shown.
    (model, args) => model.announce({ ...args, state: args.state as OrderStatus }),
  ),
  'end-reservation': action(lock.extend({ as: ended }), (model, args) =>
    model.endReservation(args.lockId, args.as),
  ),
  'release-reservation': action(which, (model, args) => model.releaseReservation(args)),
  'acknowledge-reservation': action(lock, (model, args) => model.acknowledgeReservation(args.lockId)),
  'confirm-reservation': action(lock, (model, args) => model.confirmReservation(args.lockId)),
  'cancel-reservation': action(lock, (model, args) => model.cancelReservation(args.lockId)),
  stock: action(
    place.extend({
      quantity: z.number().int(),
      leadTime: z.string().optional(),
      unlimited: z.boolean().optional(),
    }),
    (model, args) => model.stock(args),
  ),
  'deliver-goods': action(place.extend({ units: z.number().int() }), (model, args) =>
    model.deliverGoods(args.skuId, args.warehouseId, args.units),
  ),
  'update-inventory': action(update, (model, args) =>
    model.updateInventory(args.skuId, args.warehouseId, args),
  ),
  'add-warehouse': action(z.object({ id: z.string(), name: z.string().optional() }), (model, args) =>
    model.addWarehouse(args.id, args.name),
  ),
};
