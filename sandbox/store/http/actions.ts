import { z } from 'zod';
import type { StoreModel } from '../store-model';

const orderId = z.string();
const only = z.object({ orderId });
const lock = z.object({ lockId: z.string() });
const place = z.object({ skuId: z.string(), warehouseId: z.string() });
const line = z.object({
  skuId: z.string(),
  quantity: z.number().int().positive(),
  warehouseId: z.string().optional(),
  allocations: z.array(z.object({ warehouseId: z.string(), quantity: z.number().int() })).optional(),
  seller: z.string().optional(),
  price: z.number().int().optional(),
  lockTtl: z.string().optional(),
});
const purchase = z.object({
  lines: z.array(line).min(1),
  incomplete: z.boolean().optional(),
  payment: z.enum(['card', 'boleto']).optional(),
  expiresInMinutes: z.number().optional(),
});
const invoice = z.object({
  orderId,
  invoiceNumber: z.string().optional(),
  items: z.array(z.object({ lineIndex: z.number().int(), quantity: z.number().int() })).optional(),
});
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
  'change-order': action(
    only.extend({ lineIndex: z.number().int(), quantity: z.number().int().nonnegative() }),
    (model, args) => brief(model.changeOrder(args.orderId, args)),
  ),
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
