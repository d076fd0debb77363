import { withOffset } from '../model/instant';
import type { Allocation, OrderLine, StoreOrder } from '../model/order';
import type { Person } from './person';

export function shippingJson(order: StoreOrder, person: Person) {
  const address = addressJson(order, person);
  return {
    id: 'shippingData',
    address,
    logisticsInfo: order.lines.map((line, itemIndex) => logisticsJson(order, line, itemIndex)),
    trackingHints: null,
    selectedAddresses: [address],
    contactInformation: [],
  };
}

function addressJson(order: StoreOrder, person: Person) {
  return {
    addressType: 'residential',
    receiverName: person.receiverName,
    addressId: `address-${order.shopper}`,
    versionId: null,
    entityId: null,
    postalCode: person.postalCode,
    city: 'Imaginary',
    state: 'RJ',
    country: 'BRA',
    street: person.street,
    number: String(order.shopper),
    neighborhood: 'Nowhere',
    complement: '',
    reference: null,
    geoCoordinates: [-43.18, -22.94],
  };
}

function logisticsJson(order: StoreOrder, line: OrderLine, itemIndex: number) {
  const { deliveryIds: told, leavesOutIndexZero } = order.telling;
  const chosen = told === 'empty' ? [] : deliveryIds(order, line, line.allocations);
  // The candidate SLAs name a warehouse that was not chosen: whoever reads it reserves the wrong stock.
  const candidates = deliveryIds(order, line, [{ warehouseId: 'candidate-only', quantity: line.quantity }]);
  return {
    itemIndex: leavesOutIndexZero && itemIndex === 0 ? undefined : itemIndex,
    itemId: line.skuId,
    selectedSla: 'Normal',
    selectedDeliveryChannel: 'delivery',
    lockTTL: line.lockTtl,
    price: 0,
    listPrice: 0,
    sellingPrice: 0,
    deliveryWindow: null,
    deliveryCompany: 'Invented Carrier',
    shippingEstimate: '3bd',
    shippingEstimateDate: withOffset(order.createdAt + 3n * 864_000_000_000n),
    slas: [slaJson(line, candidates)],
    shipsTo: ['BRA'],
    deliveryIds: told === 'absent' ? undefined : chosen,
    deliveryChannels: [{ id: 'delivery', stockBalance: 0 }],
    pickupStoreInfo: null,
    addressId: `address-${order.shopper}`,
    versionId: null,
    entityId: null,
    polygonName: null,
    pickupPointId: null,
    transitTime: '3d',
  };
}

function deliveryIds(order: StoreOrder, line: OrderLine, parts: Allocation[]) {
  return parts.map(({ warehouseId, quantity }) => ({
    courierId: 'carrier-1',
    courierName: 'Invented Carrier',
    dockId: `dock-${warehouseId}`,
    quantity,
    warehouseId,
    accountCarrierName: line.seller,
    kitItemDetails: kitDetails(order, line, warehouseId),
  }));
}

/** An entry for each part, without its quantity; from where, it says itself. */
function kitDetails({ telling }: StoreOrder, { kit }: OrderLine, warehouseId: string) {
  if (!kit || (telling.kitParts ?? 'kitItemDetails') !== 'kitItemDetails') return [];
  return kit.map((part) => ({ itemId: part.skuId, warehouseId: part.warehouseId ?? warehouseId }));
}

function slaJson(line: OrderLine, candidates: ReturnType<typeof deliveryIds>) {
  return {
    id: 'Normal',
    name: 'Normal',
    shippingEstimate: '3bd',
    deliveryWindow: null,
    price: 0,
    deliveryChannel: 'delivery',
    deliveryIds: candidates,
    polygonName: null,
    lockTTL: line.lockTtl,
    transitTime: '3d',
    pickupDistance: 0,
  };
}
