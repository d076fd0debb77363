import { inStyle } from '../model/instant';
import type { OrderPackage, StoreOrder } from '../model/order';

/** Invoices name lines by their index as it was then, never by SKU. An empty list until the first one. */
export function packagesJson(order: StoreOrder) {
  return {
    packages: order.packages.map((sent) => ({
      items: sent.items.map((item) => packedJson(order, item)),
      courier: null,
      invoiceNumber: sent.invoiceNumber,
      invoiceValue: sent.invoiceValue,
      invoiceUrl: null,
      issuanceDate: sent.issuanceDate ?? inStyle(sent.issuedAt, order.telling.dates),
      trackingNumber: null,
      invoiceKey: null,
      trackingUrl: null,
      embeddedInvoice: '',
      type: sent.type,
      courierStatus: null,
      cfop: null,
      volumes: 1,
      EnableInferItems: null,
      ...(sent.restitutions ? { restitutions: refundJson(sent.restitutions) } : {}),
    })),
  };
}

function packedJson(order: StoreOrder, { lineIndex, quantity, lineId }: OrderPackage['items'][number]) {
  const leftOut = lineIndex === 0 && order.telling.leavesOutIndexZero === 'everywhere';
  return {
    itemIndex: lineIndex === null || leftOut ? undefined : lineIndex,
    quantity,
    price: order.lines.find((line) => line.uniqueId === lineId)?.price ?? 0,
    description: null,
    unitMultiplier: 1,
  };
}

function refundJson(items: NonNullable<OrderPackage['restitutions']>) {
  return {
    Refund: {
      value: 0,
      giftCardData: null,
      items: items.map(({ skuId, quantity }) => ({
        useFreight: null,
        isCompensation: false,
        compensationValue: 0,
        id: skuId,
        quantity,
        price: 0,
        description: `SKU ${skuId}`,
      })),
    },
  };
}
