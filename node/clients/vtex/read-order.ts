import { z } from 'zod';
import type { SkuId, WarehouseId } from '../../core/id';
import { type Instant, parseInstant } from '../../core/instant';
import { unitsBySku } from '../../core/order/claim';
import type { Allocation, Invoice, KitPart, Order, OrderLine, UnitsChanged } from '../../core/order/order';
import { readKitParts } from './kit-parts';
import {
  type ChangeAnswer,
  type DeliveryAnswer,
  type LineAnswer,
  type OrderAnswer,
  orderSchema,
  type PackageAnswer,
} from './order-schema';

/** "Get order" as our own record. A quantity that cannot be told apart makes the whole order unreadable. */
export const orderAnswer = orderSchema.transform((answer, context): Order => {
  const lines: OrderLine[] = [];
  const logistics = byLine(answer.shippingData?.logisticsInfo ?? []);
  const invoiced = byLine((answer.packageAttachment?.packages ?? []).flatMap(({ items }) => items));
  for (const [index, item] of answer.items.entries()) {
    const found = logistics.get(index) ?? [];
    const allocations = allocationsOf(
      found.flatMap((entry) => entry.deliveryIds),
      item,
    );
    if (!allocations) {
      context.addIssue({ code: 'custom', path: ['items', index], message: 'a delivery has no quantity' });
      return z.NEVER;
    }
    lines.push({
      index,
      uniqueId: item.uniqueId,
      skuId: item.id,
      seller: item.seller ?? '1',
      quantity: Math.ceil(item.quantity),
      ...oddQuantityOf([
        item,
        ...found.flatMap((entry) => entry.deliveryIds),
        ...(invoiced.get(index) ?? []),
      ]),
      lockId: item.lockId,
      allocations,
      lockTtl: found.find((entry) => entry.lockTTL !== null)?.lockTTL ?? null,
    });
  }
  const changes = changesOf(answer.changesAttachment?.changesData ?? []);
  return {
    orderId: answer.orderId,
    origin: answer.origin ?? '',
    status: answer.status,
    isCompleted: answer.isCompleted ?? answer.status !== null,
    createdAt: answer.creationDate,
    changedAt: answer.lastChange,
    invoicedAt: answer.invoicedDate,
    sellerOrderId: answer.sellerOrderId,
    hasCancellationData: answer.hasCancellationData,
    paymentDueAt: latestDueDate(answer),
    valueCents: answer.value ?? null,
    lines,
    invoices: (answer.packageAttachment?.packages ?? []).flatMap(invoiceOf),
    changes,
    memory: { firstUnits: changes.length === 0 ? unitsBySku(lines) : null, held: [], kitSkuIds: [] },
  };
});

/**
 * The first quantity of a line, its deliveries and its invoices that is no whole number: it parks the line by name.
 * Where the record needs one all the same, more is claimed and less invoiced than VTEX says.
 */
function oddQuantityOf(parts: readonly { quantity?: number | null }[]): Pick<OrderLine, 'oddQuantity'> {
  const quantities = parts.map(({ quantity }) => quantity ?? 0);
  const oddQuantity = quantities.find((quantity) => !Number.isInteger(quantity));
  return oddQuantity === undefined ? {} : { oddQuantity };
}

/** Grouped once: looked for line by line, an order of thousands of lines would take seconds to read. */
function byLine<T extends { itemIndex?: number | null }>(
  entries: readonly T[],
): Map<number | null | undefined, T[]> {
  const lines = new Map<number | null | undefined, T[]>();
  for (const entry of entries) {
    const line = lines.get(entry.itemIndex);
    if (line === undefined) lines.set(entry.itemIndex, [entry]);
    else line.push(entry);
  }
  return lines;
}

/**
 * One entry per warehouse: a line may leave one warehouse through two docks. A delivery without a warehouse
 * takes nothing from stock; one without a quantity is the whole line, if it is the only one. Null otherwise.
 */
function allocationsOf(
  deliveries: DeliveryAnswer[],
  { quantity: lineQuantity, components }: LineAnswer,
): Allocation[] | null {
  const componentParts = readKitParts(components);
  const byWarehouse = new Map<WarehouseId, Allocation>();
  const placed = deliveries.filter((delivery) => delivery.warehouseId !== null);
  for (const delivery of placed) {
    const said = delivery.quantity ?? (placed.length === 1 ? lineQuantity : null);
    if (said === null || delivery.warehouseId === null) return null;
    const quantity = Math.ceil(said);
    const known = byWarehouse.get(delivery.warehouseId);
    if (known) known.quantity += quantity;
    else {
      const { warehouseId } = delivery;
      const named = readKitParts(delivery.kitItemDetails);
      const kitParts =
        named.length === 0 ? componentParts : named.map((part) => counted(part, componentParts));
      byWarehouse.set(warehouseId, { warehouseId, quantity, kitParts });
    }
  }
  return [...byWarehouse.values()];
}

/** `kitItemDetails` says where a part comes from, `components` how many of it a kit has. */
function counted(part: KitPart, components: readonly KitPart[]): KitPart {
  const quantityPerKit = components.find((one) => one.skuId === part.skuId)?.quantityPerKit ?? null;
  return { ...part, quantityPerKit: part.quantityPerKit ?? quantityPerKit };
}

function changesOf(answers: readonly ChangeAnswer[]): UnitsChanged[] {
  const bySku = new Map<SkuId, UnitsChanged>();
  const change = (skuId: SkuId) => bySku.get(skuId) ?? { skuId, added: 0, removed: 0 };
  for (const { itemsAdded, itemsRemoved } of answers) {
    for (const { id, quantity } of itemsAdded)
      bySku.set(id, { ...change(id), added: change(id).added + Math.ceil(quantity) });
    for (const { id, quantity } of itemsRemoved)
      bySku.set(id, { ...change(id), removed: change(id).removed + Math.floor(quantity) });
  }
  return [...bySku.values()];
}

/** A package of a type we do not know covers nothing: taking it for an Output would settle too early. */
function invoiceOf(answer: PackageAnswer): Invoice[] {
  const type = { output: 'Output', input: 'Input' }[answer.type?.toLowerCase() ?? ''] as
    | Invoice['type']
    | undefined;
  if (!type) return [];
  return [
    {
      type,
      invoiceNumber: answer.invoiceNumber,
      issuedAt: answer.issuanceDate,
      valueCents: answer.invoiceValue ?? null,
      items: answer.items.map((item) => ({
        lineIndex: item.itemIndex ?? null,
        quantity: Math.floor(item.quantity),
      })),
    },
  ];
}

/** Cards carry `12/29` (their own expiry) in the same field: only real dates count. */
function latestDueDate(answer: OrderAnswer): Instant | null {
  const payments = (answer.paymentData?.transactions ?? []).flatMap((transaction) => transaction.payments);
  const dates = payments.map((payment) => dueDateOf(payment.dueDate)).filter((date) => date !== null);
  return dates.reduce<Instant | null>(
    (latest, date) => (latest === null || date > latest ? date : latest),
    null,
  );
}

function dueDateOf(text: unknown): Instant | null {
  const isDay = typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text);
  return parseInstant(isDay ? `${text}T00:00:00Z` : text);
}
