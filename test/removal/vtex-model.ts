import type { ReservationById, VtexApi, VtexFailure, VtexResult } from '@holdfast/node/clients/vtex/vtex-api';
import type { InventoryUpdate } from '@holdfast/node/core/gate/plan';
import type { ListedReservation } from '@holdfast/node/core/gate/reading';
import { type Instant, instantOfMs, instantOfTicks, ticksOf } from '@holdfast/node/core/instant';
import type { Order } from '@holdfast/node/core/order/order';
import type { Position } from '@holdfast/node/core/position';

export const SHIRT: Position = { skuId: '10', warehouseId: 'main' };

interface ModelReservation extends ListedReservation {
  position: Position;
  orderId: string;
}

/** What a test makes of a call: fail it before or after it did its work, or change the store around it. */
export interface Fault {
  when: 'before' | 'after';
  failure: VtexFailure | null;
  also?: () => void;
}

export function failure(kind: VtexFailure['kind'], more: Partial<VtexFailure> = {}): VtexFailure {
  const later = ['rate-limited', 'locked', 'unavailable', 'no-answer'].includes(kind);
  return {
    kind,
    retry: later ? 'later' : kind === 'forbidden' || kind === 'unauthorized' ? 'ask-a-person' : 'never',
    retryAfterMs: null,
    status: null,
    endpoint: 'PUT /api/logistics/...',
    missingResource: kind === 'forbidden' ? 'Logistics full access' : null,
    maybeApplied: kind === 'unavailable' || kind === 'no-answer',
    message: kind,
    ...more,
  };
}

/** One VTEX account in memory: one position, its orders, and the rules of an inventory update. */
export class VtexModel {
  nowMs = Date.UTC(2026, 2, 2, 12, 0, 0);
  total = 100;
  leadTime = '2.00:00:00';
  honoursWatermark = true;
  /** A platform that leaves acknowledged reservations where they are. */
  releasesNothing = false;
  pageSize = 100;
  /** Whether the list shows what VTEX no longer counts. */
  listsEnded = false;
  readonly orders = new Map<string, Order>();
  reservations: ModelReservation[] = [];
  readonly updates: InventoryUpdate[] = [];
  readonly calls: string[] = [];
  fault: (name: string, nth: number) => Fault | null = () => null;
  private readonly counts = new Map<string, number>();
  private readonly initial: number;

  constructor(total = 100) {
    this.total = total;
    this.initial = total;
  }

  // The shoppers and the store's people

  place(orderId: string, quantity = 1, position: Position = SHIRT): void {
    const lockId = `00-${orderId}`;
    const at = this.instant();
    this.orders.set(orderId, blankOrder(orderId, lockId, quantity, position, at));
    this.reservations.push({
      lockId,
      orderId,
      position,
      quantity,
      state: 'authorized',
      acknowledgedAt: null,
      reservedAt: at,
      confirmBy: null,
    });
  }

  approve(orderId: string): void {
    this.change(orderId, 'ready-for-handling');
    this.reservationOf(orderId).state = 'confirmed';
  }

  handle(orderId: string): void {
    this.approve(orderId);
    this.change(orderId, 'handling');
    this.reservationOf(orderId).acknowledgedAt = instantOfTicks(ticksOf(this.instant()) + 1_234n);
  }

  invoice(orderId: string): void {
    const order = this.change(orderId, 'invoiced');
    order.invoicedAt = this.instant();
    order.invoices = [
      {
        type: 'Output',
        invoiceNumber: '1',
        issuedAt: order.invoicedAt,
        valueCents: order.valueCents,
        items: order.lines.map((line) => ({ lineIndex: line.index, quantity: line.quantity })),
      },
    ];
  }

  /** After handling has started VTEX leaves the reservation acknowledged. */
  cancel(orderId: string): void {
    this.change(orderId, 'canceled').hasCancellationData = true;
    const reservation = this.reservations.find((r) => r.orderId === orderId);
    if (reservation && reservation.acknowledgedAt === null) reservation.state = 'canceled';
  }

  /** An order from placing to handling, acknowledged now; then time passes. */
  sell(orderId: string, quantity = 1): void {
    this.place(orderId, quantity);
    this.handle(orderId);
    this.pass(10_000);
  }

  pass(ms: number): void {
    this.nowMs += ms;
  }

  // The books

  reserved(): number {
    return this.active().reduce((sum, r) => sum + r.quantity, 0);
  }

  available(): number {
    return this.total - this.reserved();
  }

  /** What may still be sold: every unit ever, less those promised to an order that was not canceled. */
  unpromised(): number {
    const promised = [...this.orders.values()].filter((order) => order.status !== 'canceled');
    return this.initial - promised.reduce((sum, order) => sum + (order.lines[0]?.quantity ?? 0), 0);
  }

  isListed(orderId: string): boolean {
    return this.active().some((r) => r.orderId === orderId);
  }

  calledTimes(name: string): number {
    return this.calls.filter((call) => call === name).length;
  }

  // VTEX's API

  readonly api: VtexApi = {
    getOrder: (orderId) => this.call('getOrder', () => this.read(orderId)),
    getBalance: () =>
      this.call('getBalance', () =>
        this.answer({
          totalQuantity: this.total,
          reservedQuantity: this.reserved(),
          isUnlimited: false,
          leadTime: this.leadTime,
        }),
      ),
    listReservations: (_position, page) =>
      this.call('listReservations', () => {
        const all = this.listsEnded ? this.reservations : this.active();
        const items = all.slice((page - 1) * this.pageSize, page * this.pageSize).map(listed);
        return this.answer({ items, total: all.length, hasMore: page * this.pageSize < all.length });
      }),
    updateInventory: (_position, update) =>
      this.call('updateInventory', () => {
        this.apply(update);
        return this.answer(undefined);
      }),
    getReservation: (lockId) => this.call('getReservation', () => this.readReservation(lockId)),
    acknowledgeReservation: (lockId) =>
      this.call('acknowledgeReservation', () => {
        for (const r of this.reservations) if (r.lockId === lockId) r.acknowledgedAt ??= this.instant();
        return this.answer(undefined);
      }),
    cancelReservation: (lockId) =>
      this.call('cancelReservation', () => {
        for (const r of this.reservations) if (r.lockId === lockId) r.state = 'canceled';
        return this.answer(undefined);
      }),
    listOrders: () => {
      throw new Error('not modelled');
    },
    getHookConfig: () => unmodelled(),
    saveHookConfig: () => unmodelled(),
    deleteHookConfig: () => unmodelled(),
    getFeedConfig: () => unmodelled(),
    saveFeedConfig: () => unmodelled(),
    deleteFeedConfig: () => unmodelled(),
    readFeed: () => unmodelled(),
    commitFeed: () => unmodelled(),
    listWarehouses: () => unmodelled(),
    getInventoryRows: () => unmodelled(),
  };

  /** "Update inventory by SKU and warehouse", as the platform facts have it. */
  apply(update: Pick<InventoryUpdate, 'quantity' | 'dateUtcOnBalanceSystem' | 'leadTime'>): void {
    this.updates.push({ unlimitedQuantity: false, ...update });
    this.total = update.quantity;
    this.leadTime = update.leadTime;
    if (this.releasesNothing) return;
    this.reservations = this.reservations.filter((r) => {
      if (r.acknowledgedAt === null) return true;
      return this.honoursWatermark && r.acknowledgedAt > update.dateUtcOnBalanceSystem;
    });
  }

  private async call<T>(name: string, work: () => VtexResult<T>): Promise<VtexResult<T>> {
    const nth = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, nth);
    this.calls.push(name);
    // Others run while a request is under way.
    await Promise.resolve();
    const fault = this.fault(name, nth);
    if (fault?.when === 'before') {
      fault.also?.();
      if (fault.failure !== null) return { ok: false, failure: fault.failure };
    }
    const result = work();
    this.pass(20);
    if (fault?.when === 'after') {
      fault.also?.();
      if (fault.failure !== null) return { ok: false, failure: fault.failure };
    }
    return result;
  }

  private answer<T>(value: T): VtexResult<T> {
    return { ok: true, value, date: instantOfMs(Math.floor(this.nowMs / 1000) * 1000) };
  }

  private read(orderId: string): VtexResult<Order> {
    const order = this.orders.get(orderId);
    if (order === undefined)
      return { ok: false, failure: failure('not-found', { status: 404, endpoint: 'GET /api/oms/...' }) };
    return this.answer(structuredClone(order));
  }

  private readReservation(lockId: string): VtexResult<ReservationById> {
    const found = this.reservations.find((r) => r.lockId === lockId);
    const state = found === undefined || found.state === 'active-unknown' ? 'unknown' : found.state;
    return this.answer({ lockId, state, confirmBy: found?.confirmBy ?? null, items: [] });
  }

  reservationOf(orderId: string): ModelReservation {
    const found = this.reservations.find((r) => r.orderId === orderId);
    if (found === undefined) throw new Error(`no reservation of ${orderId}`);
    return found;
  }

  private active(): ModelReservation[] {
    return this.reservations.filter((r) => r.state === 'authorized' || r.state === 'confirmed');
  }

  private change(orderId: string, status: string): Order {
    const order = this.orders.get(orderId);
    if (order === undefined) throw new Error(`no order ${orderId}`);
    order.status = status;
    order.changedAt = this.instant();
    return order;
  }

  private instant(): Instant {
    return instantOfMs(this.nowMs);
  }
}

function listed(reservation: ModelReservation): ListedReservation {
  const { lockId, quantity, state, acknowledgedAt, reservedAt, confirmBy } = reservation;
  return { lockId, quantity, state, acknowledgedAt, reservedAt, confirmBy };
}

function blankOrder(
  orderId: string,
  lockId: string,
  quantity: number,
  position: Position,
  at: Instant,
): Order {
  return {
    orderId,
    origin: 'Marketplace',
    status: 'payment-pending',
    isCompleted: true,
    createdAt: at,
    changedAt: at,
    invoicedAt: null,
    sellerOrderId: lockId,
    hasCancellationData: false,
    paymentDueAt: null,
    valueCents: 1000 * quantity,
    lines: [
      {
        index: 0,
        uniqueId: `${orderId}-1`,
        skuId: position.skuId,
        seller: '1',
        quantity,
        lockId,
        lockTtl: null,
        allocations: [{ warehouseId: position.warehouseId, quantity, kitParts: [] }],
      },
    ],
    invoices: [],
    changes: [],
    memory: { firstUnits: { [position.skuId]: quantity }, held: [], kitSkuIds: [] },
  };
}

function unmodelled(): Promise<never> {
  throw new Error('not modelled');
}
