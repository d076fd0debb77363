import type { OrderLine, StoreOrder } from '../model/order';

/** One line of an order. A line of another seller has no lock in this account. */
export function itemJson(order: StoreOrder, line: OrderLine, index: number) {
  return {
    uniqueId: line.uniqueId,
    id: line.skuId,
    productId: line.skuId,
    ean: null,
    lockId: line.seller === '1' ? order.lockId : null,
    itemAttachment: { content: {}, name: null },
    attachments: [],
    quantity: order.telling.quantities?.[index] ?? line.quantity,
    seller: line.seller,
    name: `SKU ${line.skuId}`,
    refId: `ref-${line.skuId}`,
    price: line.price,
    listPrice: line.price,
    manualPrice: null,
    priceTags: [],
    imageUrl: 'http://store.vteximg.com.br/ids/1/sku.jpg',
    detailUrl: `/sku-${line.skuId}/p`,
    components: order.telling.kitParts === 'components' ? componentsOf(line) : [],
    bundleItems: [],
    params: [],
    offerings: [],
    attachmentOfferings: null,
    sellerSku: line.skuId,
    priceValidUntil: null,
    commission: 0,
    tax: 0,
    preSaleDate: null,
    additionalInfo: {
      brandName: 'Invented',
      brandId: '2000000',
      categoriesIds: '/1/',
      categories: [{ id: 1, name: 'Kitchen' }],
      productClusterId: '',
      commercialConditionId: '1',
      dimension: { cubicweight: 0.7, height: 10, length: 10, weight: 300, width: 10 },
      offeringInfo: null,
      offeringType: null,
      offeringTypeId: null,
    },
    measurementUnit: 'un',
    unitMultiplier: 1,
    sellingPrice: line.price,
    isGift: false,
    shippingPrice: null,
    rewardValue: 0,
    freightCommission: 0,
    priceDefinitions: {
      sellingPrices: [{ value: line.price, quantity: line.quantity }],
      calculatedSellingPrice: line.price,
      total: line.price * line.quantity,
    },
    taxCode: null,
    parentItemIndex: null,
    parentAssemblyBinding: null,
    callCenterOperator: null,
    serialNumbers: null,
    assemblies: [],
    costPrice: line.price,
  };
}

/** VTEX types `components` as texts and never shows one: the shape is assumed. */
function componentsOf({ kit }: OrderLine) {
  return (kit ?? []).map(({ skuId, quantity }) => ({ id: skuId, name: `SKU ${skuId}`, quantity }));
}
