import { withOffset } from '../model/instant';
import type { StoreOrder } from '../model/order';

/** Invoices name lines by their index, never by SKU. An empty list until the first one. */
export function packagesJson(order: StoreOrder) {
  return {
    packages: order.packages.map((sent) => ({
      items: sent.items.map(({ lineIndex, quantity }) => ({
        itemIndex: lineIndex,
        quantity,
        price: order.lines[lineIndex]?.price ?? 0,
        description: null,
        unitMultiplier: 1,
      })),
      courier: null,
      invoiceNumber: sent.invoiceNumber,
      invoiceValue: sent.invoiceValue,
      invoiceUrl: null,
      issuanceDate: withOffset(sent.issuedAt),
      trackingNumber: null,
      invoiceKey: null,
      trackingUrl: null,
      embeddedInvoice: '',
      type: sent.type,
      courierStatus: null,
      cfop: null,
      volumes: 1,
      EnableInferItems: null,
    })),
  };
}
