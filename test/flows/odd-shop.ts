import type { Line } from './expected-books';
import { erpBooks } from './expected-books';
import type { Flow } from './flow';
import { until } from './until';

type Json = Record<string, unknown>;

/** A shop in which anything may happen to an order, made to by the sandbox's control routes over HTTP. */
export interface OddShop {
  act(name: string, args: Json): Promise<{ orderId: string; lockId: string }>;
  /** Buys, has the order handled, and waits until the ERP has heard of its first line as reserved. */
  buy(line: Json, more?: Json): Promise<string>;
  positionOf(skuId: string, warehouseId?: string): ReturnType<typeof positionOf>;
  /** What the ERP's books hold of an order. */
  told(orderId: string): Pick<Line, 'skuId' | 'warehouseId' | 'quantity' | 'status'>[];
  /** VTEX tells of them once more, and each is read. */
  readAgain(...orderIds: string[]): Promise<void>;
  /** Waits for a total, and then until its plan is concluded. */
  untilTotal(skuId: string, warehouseId: string, total: number): Promise<void>;
  /** A later order of the SKU is invoiced, and waits behind this one, which is named: it was looked at, and is open. */
  untilBlocks(orderId: string, skuId: string, warehouseId?: string): Promise<void>;
  /** The sentences of the log about an order that ask for attention. */
  attentionsOf(orderId: string): Promise<string[]>;
  /** No order is looked at and no position is planned. */
  untilIdle(): Promise<void>;
}

export function oddShop(flow: () => Flow): OddShop {
  const act: OddShop['act'] = async (name, args) => {
    const answer = await fetch(`${flow().sandbox.store.url}/_sandbox/actions/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(args),
    });
    if (answer.status !== 200) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as { orderId: string; lockId: string };
  };
  const told: OddShop['told'] = (orderId) =>
    erpBooks(flow().sandbox, [orderId]).map(({ orderId: _id, ...line }) => line);
  const shop: OddShop = {
    act,
    told,
    positionOf: (skuId, warehouseId = 'main') => positionOf(flow(), skuId, warehouseId),
    async buy(line, more = {}) {
      const lines = (more.lines as Json[]) ?? [
        { warehouseId: line.allocations ? undefined : 'main', ...line },
      ];
      const { orderId } = await act('place-order', { ...more, lines });
      await act('advance-to', { orderId, status: 'handling' });
      await until(`the ERP knows ${orderId}`, () => {
        const booked = told(orderId);
        return booked.length > 0 && booked.every(({ status }) => status === 'acknowledged');
      });
      return orderId;
    },
    async readAgain(...orderIds) {
      const since = new Date().toISOString();
      for (const orderId of orderIds)
        await act('announce', { orderId, state: flow().sandbox.store.model.order(orderId).status });
      await until('each was read again', async () => {
        const known = await Promise.all(orderIds.map((orderId) => flow().holdfast.admin.order(orderId)));
        return known.every((one) => one !== null && one.readAt > since);
      });
    },
    async untilTotal(skuId, warehouseId, total) {
      await until(
        `${skuId}@${warehouseId} is ${total}, not ${shop.positionOf(skuId, warehouseId).total}`,
        () => shop.positionOf(skuId, warehouseId).total === total,
      );
      await until('the plan is concluded', async () => {
        const plans = await flow().holdfast.admin.plans(`state=executing,approved&skuId=${skuId}`);
        return plans.length === 0;
      });
    },
    async untilBlocks(orderId, skuId, warehouseId = 'main') {
      const later = flow().sandbox.store.model.placeOrder({ lines: [{ skuId, quantity: 1, warehouseId }] });
      flow().sandbox.store.model.advanceTo(later.orderId, 'invoiced');
      await until(`${orderId} holds back ${later.orderId}`, async () => {
        const evidence = (await flow().holdfast.admin.position(skuId, warehouseId))?.currentPlan?.evidence;
        return evidence?.kind === 'hold' && evidence.blockedBy?.orderId === orderId;
      });
    },
    attentionsOf: async (orderId) =>
      (await flow().holdfast.admin.logs(`orderId=${encodeURIComponent(orderId)}&limit=200`))
        .filter(({ outcome }) => outcome === 'attention')
        .map(({ message }) => message),
    async untilIdle() {
      await until('nothing is left to do', async () =>
        (await flow().holdfast.admin.overview()).backlog
          .filter(({ task }) => /^(look-at-(new-)?order|plan-position)/.test(task))
          .every(({ ready, running, later }) => ready + running + later === 0),
      );
    },
  };
  return shop;
}

function positionOf(flow: Flow, skuId: string, warehouseId: string) {
  const found = flow.sandbox.store.model
    .oracle()
    .positions.find((one) => one.skuId === skuId && one.warehouseId === warehouseId);
  if (!found) throw new Error(`${skuId}@${warehouseId}`);
  return found;
}
