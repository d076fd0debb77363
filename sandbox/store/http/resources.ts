interface Needs {
  call: RegExp;
  /** Keys of License Manager; any one of them is enough. */
  resources: readonly string[];
}

const ORDERS = ['OMSViewer', 'AcessaTodosPedidos'];
const FEED = ['FeedHookV3Admin', 'FeedSubscription'];
const SEE_LOGISTICS = ['LogisticsAdmin', 'LogisticsViewer'];
const SEE_INVENTORY = [...SEE_LOGISTICS, 'InventoryAdmin', 'InventoryViewer'];

/** Permission tables of VTEX's Orders and Logistics APIs, by method and path. */
const MATRIX: readonly Needs[] = [
  { call: /^GET \/api\/oms\/pvt\/orders\/[^/]+$/, resources: ORDERS },
  { call: /^GET \/api\/oms\/pvt\/orders$/, resources: ['ListOrders', 'AcessaTodosPedidos'] },
  { call: /^POST \/api\/oms\/pvt\/orders\/[^/]+\/start-handling$/, resources: ['WorkflowAction'] },
  { call: /^POST \/api\/oms\/pvt\/orders\/[^/]+\/cancel$/, resources: ['CancelAction'] },
  { call: /^POST \/api\/oms\/pvt\/orders\/[^/]+\/invoice$/, resources: ['ShippingAction'] },
  { call: /^POST \/api\/orders\/pvt\/document\/[^/]+\/deny-/, resources: ['CancelAction'] },
  { call: /^GET \/api\/orders\/(feed|hook)\/config$/, resources: [...FEED, 'FeedHookV3Viewer'] },
  { call: /^(POST|DELETE) \/api\/orders\/(feed|hook)\/config$/, resources: FEED },
  { call: /^(GET|POST) \/api\/orders\/feed$/, resources: FEED },
  { call: /^GET \/api\/logistics\/pvt\/inventory\/skus\/[^/]+$/, resources: SEE_INVENTORY },
  {
    call: /^GET \/api\/logistics\/pvt\/inventory\/items\/[^/]+\/warehouses\/[^/]+$/,
    resources: SEE_INVENTORY,
  },
  {
    call: /^(PUT|PATCH) \/api\/logistics\/pvt\/inventory\/skus\/[^/]+\/warehouses\//,
    resources: ['LogisticsAdmin', 'InventoryAdmin'],
  },
  { call: /^GET \/api\/logistics\/pvt\/inventory\/reservations\//, resources: SEE_LOGISTICS },
  {
    call: /^POST \/api\/logistics\/pvt\/inventory\/reservations\/[^/]+\/(confirm|acknowledge|cancel)$/,
    resources: ['LogisticsAdmin'],
  },
  { call: /^GET \/api\/logistics\/pvt\/configuration\/warehouses/, resources: SEE_LOGISTICS },
];

/** Undefined for a call that is not in the permission tables. */
export function resourcesFor(method: string, path: string): readonly string[] | undefined {
  return MATRIX.find(({ call }) => call.test(`${method} ${path}`))?.resources;
}
