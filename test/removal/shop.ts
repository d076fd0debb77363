import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import type { VtexAnswer, VtexRequest } from '@holdfast/node/clients/vtex/transport';
import type { VtexApi } from '@holdfast/node/clients/vtex/vtex-api';
import type { InventoryUpdate } from '@holdfast/node/core/gate/plan';
import type { Instant } from '@holdfast/node/core/instant';
import type { Position } from '@holdfast/node/core/position';
import { type ManualTime, manualTime } from '@holdfast/sandbox/manual-time';
import { newCounters } from '@holdfast/sandbox/store/http/counters';
import type { Endpoint } from '@holdfast/sandbox/store/http/endpoints';
import { type Fault, type FaultRule, type Faults, newFaults } from '@holdfast/sandbox/store/http/faults';
import { withZ } from '@holdfast/sandbox/store/model/instant';
import type { Platform } from '@holdfast/sandbox/store/model/platform';
import { isActive } from '@holdfast/sandbox/store/model/reservation';
import { findPosition } from '@holdfast/sandbox/store/model/state';
import { newStore, type Store } from '@holdfast/sandbox/store/store';
import { type StoreModel, storeModel } from '@holdfast/sandbox/store/store-model';
import { inProcessStore } from '../../simulation/vtex/in-process-store';
import { anId } from '../builders/an-id';

export const SHIRT: Position = { skuId: anId('10'), warehouseId: anId('main') };

/** What VTEX makes of a canceled order whose units were released before (KI 991735) is the sandbox's own test. */
const PLATFORM: Partial<Platform> = { updateLockMs: 0, lateCancel: 'harmless' };

/** A date before every acknowledgement: an update that carries it releases nothing. */
const LONG_AGO = '2020-01-01T00:00:00Z';

/** The sandbox's store with one shirt in stock, on a clock that the test moves, and VTEX's real client to it. */
export class Shop {
  readonly model: StoreModel;
  readonly platform: Platform;
  readonly faults: Faults;
  readonly api: VtexApi;
  /** Every call that arrived, in order. */
  readonly calls: Endpoint[] = [];
  /** The product's updates that the store carried out when they arrived, as they were sent. */
  readonly updates: InventoryUpdate[] = [];
  private readonly time: ManualTime = manualTime(Date.UTC(2026, 2, 2, 12, 0, 0));
  private readonly store: Store;
  private readonly arrive: (request: VtexRequest) => Promise<VtexAnswer>;
  private writtenByOthers = 0;

  constructor(total = 100) {
    const { time } = this;
    this.store = newStore({ accountName: 'acme', appKey: 'key', seed: 7, time, platform: PLATFORM });
    this.platform = this.store.platform;
    this.model = storeModel(this.store);
    this.model.addWarehouse('main');
    this.model.addWarehouse('north');
    this.model.stock({ ...SHIRT, quantity: total, leadTime: '2.00:00:00' });
    this.faults = newFaults(this.store.random);
    const counters = { ...newCounters(), count: (endpoint: Endpoint) => void this.calls.push(endpoint) };
    this.arrive = inProcessStore(this.store, this.model, { faults: this.faults, counters });
    this.api = createVtexApi({
      transport: { send: (request) => this.send(request) },
      limiter: {
        take: async () => ({ waitMs: 0 }),
        tookCall: () => undefined,
        slowDown: async () => undefined,
      },
      now: time.now,
      random: () => 0,
      sleep: async (ms) => this.pass(ms),
    });
  }

  // The clock

  get nowMs(): number {
    return this.time.now();
  }

  pass(ms: number): void {
    this.time.advance(ms);
  }

  // The shoppers and the store's people

  place(orderId: string, quantity = 1, { skuId, warehouseId }: Position = SHIRT): void {
    this.model.placeOrder({ orderId, lines: [{ skuId, warehouseId, quantity }] });
  }

  approve(orderId: string): void {
    this.model.advanceTo(orderId, 'ready-for-handling');
  }

  handle(orderId: string): void {
    this.model.advanceTo(orderId, 'handling');
  }

  /** An order from placing to handling, acknowledged now; then time passes. */
  sell(orderId: string, quantity = 1): void {
    this.place(orderId, quantity);
    this.handle(orderId);
    this.pass(10_000);
  }

  invoice(orderId: string): void {
    this.model.invoice(orderId);
  }

  /** Asked for, and where that is not enough granted. */
  cancel(orderId: string): void {
    if (this.model.cancel(orderId).status !== 'canceled') this.model.cancel(orderId);
  }

  // Others who write the stock

  /** An ERP's push or an edit by hand: what is acknowledged goes with it. */
  push(total: number): void {
    this.write(total, null);
  }

  /** Another total, and every reservation stays. */
  setTotal(total: number): void {
    this.write(total, LONG_AGO);
  }

  /** Somebody else's update. */
  write(quantity: number, dateUtcOnBalanceSystem: string | null, leadTime?: string): void {
    const update = { quantity, unlimited: false, dateUtcOnBalanceSystem, leadTime };
    this.model.updateInventory(SHIRT.skuId, SHIRT.warehouseId, update);
    this.writtenByOthers += 1;
  }

  /** VTEX reserves for the order no more, and its total stays. */
  discard(orderId: string): void {
    this.model.releaseReservation({ lockId: lockOf(orderId) });
  }

  // What goes wrong

  /** The next calls of it (one, unless told otherwise) go wrong like this. */
  fail(
    endpoint: Endpoint,
    kind: PlainFault,
    more: Omit<FaultRule, 'endpoint' | 'fault'> = { times: 1 },
  ): void {
    this.faults.set({ endpoint, fault: { kind }, ...more });
  }

  /** Something of the store's own, just before or after the next call (or the next so many). */
  meanwhile(
    when: 'before' | 'after',
    endpoint: FaultRule['endpoint'],
    run: () => void,
    more: Omit<FaultRule, 'endpoint' | 'fault'> = { times: 1 },
  ): void {
    this.faults.set({ endpoint, fault: { kind: 'meanwhile', when, run }, ...more });
  }

  // The books

  get total(): number {
    return this.shirt().total;
  }

  get leadTime(): string {
    return findPosition(this.store.state, SHIRT.skuId, SHIRT.warehouseId)?.leadTime ?? '';
  }

  reserved(): number {
    return this.shirt().reserved;
  }

  available(): number {
    return this.shirt().available;
  }

  /** What may still be sold: what is on the shelf, less what is promised to orders. */
  unpromised(): number {
    const { physical, promised } = this.shirt();
    return physical - promised;
  }

  orderIds(): string[] {
    return [...this.store.state.orders.keys()];
  }

  isListed(orderId: string): boolean {
    return this.model.reservation(lockOf(orderId)).some(isActive);
  }

  acknowledgedAt(orderId: string): Instant {
    const [part] = this.model.reservation(lockOf(orderId));
    if (!part?.acknowledgedAt) throw new Error(`${orderId} is not acknowledged`);
    return withZ(part.acknowledgedAt) as Instant;
  }

  /** The order as VTEX words it now. */
  async readRaw(orderId: string): Promise<Record<string, unknown>> {
    const path = `/api/oms/pvt/orders/${orderId}`;
    const answer = await this.arrive({ method: 'GET', path, endpoint: path });
    if (answer.kind !== 'answer' || answer.status !== 200) throw new Error(`${orderId} cannot be read`);
    return structuredClone(answer.body) as Record<string, unknown>;
  }

  calledTimes(endpoint: Endpoint): number {
    return this.calls.filter((call) => call === endpoint).length;
  }

  private shirt() {
    const found = this.model.oracle().positions.find(({ skuId, warehouseId }) => {
      return skuId === SHIRT.skuId && warehouseId === SHIRT.warehouseId;
    });
    if (found === undefined) throw new Error('no shirt');
    return found;
  }

  /** Others run while a request is under way, and it takes its time. */
  private async send(request: VtexRequest): Promise<VtexAnswer> {
    await Promise.resolve();
    const before = this.carriedOut();
    const answer = await this.arrive(request);
    if (request.method === 'PUT' && this.carriedOut() > before)
      this.updates.push(request.body as InventoryUpdate);
    this.pass(20);
    return answer;
  }

  private carriedOut(): number {
    return this.shirt().updates - this.writtenByOthers;
  }
}

/** A fault that needs no more words. */
type PlainFault = Exclude<Fault, { ms: number } | { run: () => void }>['kind'];

export const lockOf = (orderId: string): string => `00-${orderId}`;
