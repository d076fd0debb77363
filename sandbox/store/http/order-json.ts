import { withOffset } from '../model/instant';
import type { StoreOrder } from '../model/order';
import type { StoreState } from '../model/state';
import { itemJson } from './order-item-json';
import { packagesJson } from './order-packages-json';
import { shippingJson } from './order-shipping-json';
import { paymentJson, profileJson } from './order-shopper-json';
import { personOf } from './person';

const orderValue = (order: StoreOrder) =>
  order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);

/** "Get order", shaped like VTEX's answer, personal data and all. */
export function orderJson(state: StoreState, order: StoreOrder) {
  const person = personOf(order.shopper);
  const value = orderValue(order);
  return {
    orderId: order.orderId,
    sequence: String(order.sequence),
    marketplaceOrderId: '',
    marketplaceServicesEndpoint: `http://oms.vtexinternal.com.br/api/oms?an=${state.accountName}`,
    sellerOrderId: order.lockId,
    origin: 'Marketplace',
    affiliateId: '',
    salesChannel: '1',
    merchantName: null,
    status: order.status,
    workflowIsInError: false,
    statusDescription: order.status ?? '',
    value,
    creationDate: withOffset(order.createdAt),
    lastChange: withOffset(order.changedAt),
    orderGroup: order.orderGroup,
    followUpEmail: person.email,
    lastMessage: null,
    hostname: state.accountName,
    isCompleted: order.isCompleted,
    roundingError: 0,
    orderFormId: `form-${order.sequence}`,
    allowCancellation: !order.packages.length && order.status !== 'canceled',
    allowEdition: false,
    isCheckedIn: false,
    authorizedDate: order.authorizedAt === null ? null : withOffset(order.authorizedAt),
    invoicedDate: order.invoicedAt === null ? null : withOffset(order.invoicedAt),
    cancelReason: order.cancellation?.reason ?? null,
    checkedInPickupPointId: null,
    totals: [
      { id: 'Items', name: 'Items total', value },
      { id: 'Discounts', name: 'Discounts total', value: 0 },
      { id: 'Shipping', name: 'Shipping total', value: 0 },
      { id: 'Tax', name: 'Tax total', value: 0 },
    ],
    sellers: sellersJson(state, order),
    clientPreferencesData: { locale: 'en-US', optinNewsLetter: false },
    clientProfileData: profileJson(order, person),
    cancellationData: cancellationJson(order),
    taxData: null,
    subscriptionData: null,
    itemMetadata: { Items: [] },
    marketplace: {
      baseURL: 'http://oms.vtexinternal.com.br/api/oms',
      isCertified: null,
      name: state.accountName,
    },
    storePreferencesData: {
      countryCode: 'BRA',
      currencyCode: 'BRL',
      currencyLocale: 1046,
      currencySymbol: 'R$',
      timeZone: 'E. South America Standard Time',
    },
    customData: null,
    commercialConditionData: null,
    openTextField: null,
    invoiceData: null,
    changesAttachment: changesJson(order),
    callCenterOperatorData: null,
    packageAttachment: packagesJson(order),
    paymentData: paymentJson(order, person, value),
    shippingData: shippingJson(order, person),
    ratesAndBenefitsData: { id: 'ratesAndBenefitsData', rateAndBenefitsIdentifiers: [] },
    marketingData: null,
    giftRegistryData: null,
    items: order.lines.map((line) => itemJson(order, line)),
    marketplaceItems: [],
    authorizationPolicyData: [],
  };
}

function sellersJson(state: StoreState, order: StoreOrder) {
  return [...new Set(order.lines.map((line) => line.seller))].map((id) => ({
    id,
    name: id === '1' ? state.accountName : id,
    logo: null,
    fulfillmentEndpoint: `http://fulfillment.vtexcommerce.com.br/api/fulfillment?an=${id === '1' ? state.accountName : id}`,
  }));
}

function cancellationJson({ cancellation }: StoreOrder) {
  if (!cancellation) return null;
  return {
    RequestedByUser: cancellation.byUser,
    RequestedBySystem: !cancellation.byUser,
    RequestedBySellerNotification: false,
    RequestedByPaymentNotification: false,
    Reason: cancellation.reason,
    CancellationDate: withOffset(cancellation.at),
  };
}

function changesJson(order: StoreOrder) {
  if (order.changes.length === 0) return null;
  const changed = (change: StoreOrder['changes'][number], units: number) => {
    const line = order.lines[change.lineIndex];
    if (!line || units <= 0) return [];
    return [
      { id: line.skuId, name: `SKU ${line.skuId}`, quantity: units, price: line.price, unitMultiplier: null },
    ];
  };
  return {
    id: 'changeAttachment',
    changesData: order.changes.map((change, index) => ({
      reason: change.reason,
      discountValue: 0,
      incrementValue: 0,
      itemsAdded: changed(change, change.to - change.from),
      itemsRemoved: changed(change, change.from - change.to),
      receipt: {
        date: withOffset(change.at),
        orderId: order.orderId,
        receipt: `change-${order.sequence}-${index}`,
      },
    })),
  };
}
