import { z } from 'zod';
import { field } from './complaint';
import { instant, listOf, optionalLockId, optionalText, optionalWarehouseId, orderId, skuId } from './fields';

/**
 * The whitelist of "Get order": what is not named here is dropped when the answer is read, so nothing from
 * `clientProfileData`, the address or a payment but its due date ever exists in our memory as a record.
 * Field meanings: VTEX's Orders OpenAPI. Known disorder: `cancellationData` in either casing,
 * `kitItemDetails` and `components` of loose shape, `lockId` null for lines of other sellers, no `deliveryIds` after a
 * change of seller, empty or null `status`.
 */
/** No whole number parks its line (`oddQuantity`), not the order. */
const lineQuantity = z.number();

const line = z.object({
  uniqueId: optionalText,
  id: skuId,
  seller: optionalText,
  quantity: lineQuantity,
  lockId: optionalLockId,
  components: z.unknown().optional(),
});

const delivery = z.object({
  warehouseId: optionalWarehouseId,
  quantity: lineQuantity.nullish(),
  kitItemDetails: z.unknown().optional(),
});

const logistics = z.object({
  /** May be left out when it is 0 (old examples of VTEX's OMS). */
  itemIndex: z
    .number()
    .int()
    .nullish()
    .transform((index) => index ?? 0),
  lockTTL: optionalText,
  /** The chosen delivery; those inside `slas` are candidates and are not read. */
  deliveryIds: listOf(delivery),
});

/** Return packages may lack the index (KI 519576, 1050294). */
const packaged = z.object({ itemIndex: z.number().int().nullish(), quantity: lineQuantity });

const invoicePackage = z.object({
  type: optionalText,
  invoiceNumber: optionalText,
  issuanceDate: instant,
  invoiceValue: z.number().nullish(),
  items: listOf(packaged),
});

/** "Change order" v1 lists units by SKU and leaves the lines as they were; v2 lowers or raises the lines. */
const changedUnits = z.object({ id: skuId, quantity: lineQuantity });
const change = z.object({ itemsAdded: listOf(changedUnits), itemsRemoved: listOf(changedUnits) });

const payment = z.object({ dueDate: z.unknown().optional() });
const transaction = z.object({ payments: listOf(payment) });

/** Far more than an order of a shop has; what follows from an order takes time with the square of its lines. */
const MOST_LINES = 2_000;

export const orderSchema = z.preprocess(
  withCancellationFlag,
  z.object({
    orderId,
    origin: optionalText,
    status: optionalText,
    isCompleted: z.boolean().nullish(),
    creationDate: instant,
    lastChange: instant,
    invoicedDate: instant,
    sellerOrderId: optionalText,
    hasCancellationData: z.boolean(),
    value: z.number().nullish(),
    items: listOf(line, MOST_LINES),
    shippingData: z.object({ logisticsInfo: listOf(logistics, MOST_LINES) }).nullish(),
    changesAttachment: z.object({ changesData: listOf(change) }).nullish(),
    packageAttachment: z.object({ packages: listOf(invoicePackage) }).nullish(),
    paymentData: z.object({ transactions: listOf(transaction) }).nullish(),
  }),
);

export type OrderAnswer = z.output<typeof orderSchema>;
export type LineAnswer = z.output<typeof line>;
export type DeliveryAnswer = z.output<typeof delivery>;
export type ChangeAnswer = z.output<typeof change>;
export type PackageAnswer = z.output<typeof invoicePackage>;

function withCancellationFlag(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  const cancellation = field({ ...body }, 'cancellationData');
  return { ...body, hasCancellationData: cancellation !== null && cancellation !== undefined };
}
