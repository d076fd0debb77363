import type { Environment } from './environment';

export const GATEWAY_KEY = 'erp-key';
export const GATEWAY_TOKEN = 'erp-token-0123456789';

export interface GivenCaller {
  name?: string;
  appKey?: string;
  appToken?: string;
  quantity?: 'on-hand' | 'available';
  booksOut?: 'picking' | 'invoice';
  lagMinutes?: number;
  mode?: 'guard' | 'shadow';
}

/** What is on the shelf, booked at the invoice without a lag, unless told otherwise. */
export function callersOf(...given: readonly GivenCaller[]): Environment {
  const callers = given.map((one) => ({
    name: 'erp',
    appKey: GATEWAY_KEY,
    appToken: GATEWAY_TOKEN,
    quantity: 'on-hand',
    lagMinutes: 0,
    ...one,
  }));
  return { HOLDFAST_GATEWAY_CALLERS: JSON.stringify(callers) };
}

const INVENTORY = '/api/logistics/pvt/inventory';

export interface Call {
  method?: string;
  body?: unknown;
  key?: string;
  token?: string;
  headers?: Record<string, string>;
}

/** A call as any program makes it that speaks to VTEX. */
export async function call(
  url: string,
  path: string,
  { method = 'GET', body, key = GATEWAY_KEY, token = GATEWAY_TOKEN, headers }: Call = {},
): Promise<{ status: number; body: unknown; headers: Headers }> {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'content-type': 'application/json',
      'x-vtex-api-appkey': key,
      'x-vtex-api-apptoken': token,
      ...headers,
    },
    body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await answer.text();
  return { status: answer.status, body: parsed(text), headers: answer.headers };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

export const putPath = (skuId: string, warehouseId = 'main') =>
  `${INVENTORY}/skus/${skuId}/warehouses/${warehouseId}`;
export const patchPath = (skuId: string, warehouseId = 'main') => `${putPath(skuId, warehouseId)}/quantity`;
export const rowsPath = (skuId: string, warehouseId = 'main') =>
  `${INVENTORY}/items/${skuId}/warehouses/${warehouseId}`;

export const write = (url: string, skuId: string, body: unknown, more: Call = {}) =>
  call(url, putPath(skuId), { method: 'PUT', body, ...more });
