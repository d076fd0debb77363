import { inStyle, type Ticks, withOffset } from '../model/instant';
import { orderValue } from '../model/invoice';
import type { ListedChange, StoreOrder } from '../model/order';
import type { StoreState } from '../model/state';
import { itemJson } from './order-item-json';
import { packagesJson } from './order-packages-json';
import { shippingJson } from './order-shipping-json';
import { paymentJson, profileJson } from './order-shopper-json';
import { personOf } from './person';

/** "Get order", shaped like VTEX's answer, personal data and all; what the order's telling says goes before. */
export function orderJson(state: StoreState, order: StoreOrder) {
  return { ...plainJson(state, order), ...order.telling.fields };
}

function plainJson(state: StoreState, order: StoreOrder) {
  const date = (ticks: Ticks) => inStyle(ticks, order.telling.dates);
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
    creationDate: date(order.createdAt),
    lastChange: date(order.changedAt),
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
    authorizedDate: order.authorizedAt === null ? null : date(order.authorizedAt),
    invoicedDate: order.invoicedAt === null ? null : date(order.invoicedAt),
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
    items: order.lines.map((line, index) => itemJson(order, line, index)),
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
  const listed = (items: ListedChange['added']) =>
    items.map(({ skuId, price, quantity }) => ({
      id: skuId,
      name: `SKU ${skuId}`,
      quantity,
      price,
      unitMultiplier: null,
    }));
  return {
    id: 'changeAttachment',
    changesData: order.changes.map((change, index) => ({
      reason: change.reason,
      discountValue: 0,
      incrementValue: 0,
      itemsAdded: listed(change.added),
      itemsRemoved: listed(change.removed),
      receipt: {
        date: withOffset(change.at),
        orderId: order.orderId,
        receipt: `change-${order.sequence}-${index}`,
      },
    })),
  };
}
