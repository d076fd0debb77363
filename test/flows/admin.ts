import type { DeliveryPage } from '@holdfast/node/api/schemas/delivery';
import type { LogPage } from '@holdfast/node/api/schemas/log';
import type { OrderDetail } from '@holdfast/node/api/schemas/order';
import type { Overview } from '@holdfast/node/api/schemas/overview';
import type { PlanPage, PlanView } from '@holdfast/node/api/schemas/plan';
import type { PositionDetail } from '@holdfast/node/api/schemas/position';
import type { ReconciliationView } from '@holdfast/node/api/schemas/reconciliation';

export interface Answer<T> {
  status: number;
  body: T;
}

/** The admin API as a person's panel uses it: over HTTP, with the token. */
export interface Admin {
  overview(): Promise<Overview>;
  /** Null while nothing is known of it. */
  position(skuId: string, warehouseId?: string): Promise<PositionDetail | null>;
  order(orderId: string): Promise<OrderDetail | null>;
  plans(query?: string): Promise<PlanView[]>;
  plan(planId: string): Promise<PlanView>;
  logs(query?: string): Promise<LogPage['entries']>;
  deliveries(query?: string): Promise<DeliveryPage['deliveries']>;
  reconciliation(reconciliationId: string): Promise<ReconciliationView>;
  post(path: string, body?: object): Promise<Answer<Record<string, unknown>>>;
}

export function adminOf(base: string, token: string): Admin {
  const ask = async (method: string, path: string, body?: object) => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (body !== undefined) headers['content-type'] = 'application/json';
    const answer = await fetch(`${base}/_v/holdfast/api${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as unknown };
  };
  const read = async <T>(path: string): Promise<T> => {
    const { status, body } = await ask('GET', path);
    if (status !== 200) throw new Error(`GET ${path}: ${status} ${JSON.stringify(body)}`);
    return body as T;
  };
  const find = async <T>(path: string): Promise<T | null> => {
    const { status, body } = await ask('GET', path);
    return status === 200 ? (body as T) : null;
  };
  return {
    overview: () => read('/overview'),
    position: (skuId, warehouseId = 'main') => find(`/positions/${skuId}/${warehouseId}`),
    order: (orderId) => find(`/orders/${orderId}`),
    plans: async (query = '') => (await read<PlanPage>(`/recommendations?${query}`)).recommendations,
    plan: (planId) => read(`/recommendations/${planId}`),
    logs: async (query = 'limit=200') => (await read<LogPage>(`/logs?${query}`)).entries,
    deliveries: async (query = 'limit=200') => (await read<DeliveryPage>(`/deliveries?${query}`)).deliveries,
    reconciliation: (reconciliationId) => read(`/reconciliations/${reconciliationId}`),
    post: async (path, body) => (await ask('POST', path, body)) as Answer<Record<string, unknown>>,
  };
}
