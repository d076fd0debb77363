import { parseTicks, type Ticks, withOffset } from '../model/instant';
import { orderValue } from '../model/invoice';
import type { StoreOrder } from '../model/order';
import { done, type Outcome, refused } from '../model/outcome';
import type { StoreState } from '../model/state';
import { personOf } from './person';

type Query = Record<string, string | undefined>;

const MOST_PAGES = 30;
const DATES = {
  f_creationDate: ['creationDate', (order: StoreOrder) => order.createdAt],
  f_authorizedDate: ['authorizedDate', (order: StoreOrder) => order.authorizedAt],
  f_invoicedDate: ['invoicedDate', (order: StoreOrder) => order.invoicedAt],
} as const;

/** "List orders": served from an index that may lag behind, 30 pages of at most 100. */
export function listOrders(state: StoreState, query: Query): Outcome<ReturnType<typeof pageJson>> {
  const page = Number(query.page ?? 1);
  const perPage = Math.min(Number(query.per_page ?? 15), 100);
  if (!(page >= 1) || !(perPage >= 1)) return refused(400, 'OMS001', 'page and per_page must be positive');
  if (page > MOST_PAGES) return refused(400, 'OMS002', `Max page exceeded: ${MOST_PAGES}`);
  const matching: StoreOrder[] = [];
  const seenUntil = state.clock() - BigInt(state.platform.indexLagMs) * 10_000n;
  for (const order of state.orders.values()) {
    const fits = matches(order, query, seenUntil);
    if (fits === 'bad range') return refused(400, 'OMS003', 'A date filter is not field:[from TO to]');
    if (fits) matching.push(order);
  }
  const ascending = query.orderBy?.endsWith(',asc') ?? false;
  matching.sort(
    (a, b) =>
      (ascending ? 1 : -1) *
      (a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : a.sequence - b.sequence),
  );
  return done(pageJson(matching, page, perPage, seenUntil));
}

function matches(order: StoreOrder, query: Query, seenUntil: Ticks): boolean | 'bad range' {
  for (const [name, [field, dateOf]] of Object.entries(DATES)) {
    const asked = query[name];
    if (asked === undefined) continue;
    const range = readRange(field, asked);
    if (!range) return 'bad range';
    const date = dateOf(order);
    if (date === null || date > seenUntil || date < range.from || date > range.to) return false;
  }
  if (order.createdAt > seenUntil) return false;
  if (query.f_status !== undefined && statusThen(order, seenUntil) !== query.f_status) return false;
  return (query.incompleteOrders === 'true') === !order.isCompleted;
}

function readRange(field: string, text: string): { from: Ticks; to: Ticks } | null {
  const found = /^(\w+):\[(\S+) TO (\S+)\]$/.exec(text);
  const from = parseTicks(found?.[2] ?? '');
  const to = parseTicks(found?.[3] ?? '');
  return found?.[1] === field && from !== null && to !== null ? { from, to } : null;
}

/** What the lagging index believes. */
function statusThen(order: StoreOrder, seenUntil: Ticks): string | null {
  return order.history.filter((step) => step.at <= seenUntil).at(-1)?.status ?? null;
}

function pageJson(matching: StoreOrder[], page: number, perPage: number, seenUntil: Ticks) {
  const start = (page - 1) * perPage;
  const pages = Math.ceil(matching.length / perPage);
  return {
    list: matching.slice(start, start + perPage).map((order) => rowJson(order, seenUntil)),
    facets: [],
    paging: { total: matching.length, pages, currentPage: page, perPage },
    stats: { stats: {} },
  };
}

function rowJson(order: StoreOrder, seenUntil: Ticks) {
  const person = personOf(order.shopper);
  const status = statusThen(order, seenUntil) ?? '';
  return {
    orderId: order.orderId,
    creationDate: withOffset(order.createdAt),
    clientName: person.receiverName,
    items: null,
    totalValue: orderValue(order),
    paymentNames: order.paymentName,
    status,
    statusDescription: status,
    marketPlaceOrderId: null,
    sequence: String(order.sequence),
    salesChannel: '1',
    affiliateId: '',
    origin: 'Marketplace',
    workflowInErrorState: false,
    workflowInRetry: false,
    lastMessageUnread: '',
    ShippingEstimatedDate: null,
    ShippingEstimatedDateMax: null,
    ShippingEstimatedDateMin: null,
    orderIsComplete: order.isCompleted,
    listId: null,
    listType: null,
    authorizedDate: order.authorizedAt === null ? null : withOffset(order.authorizedAt),
    callCenterOperatorName: null,
    totalItems: order.lines.length,
    currencyCode: 'BRL',
  };
}
