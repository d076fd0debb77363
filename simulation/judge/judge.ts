import { msOfTicks } from '@holdfast/sandbox/store/model/instant';
import type { StockPosition } from '@holdfast/sandbox/store/model/position';
import type { ReservationPart } from '@holdfast/sandbox/store/model/reservation';
import type { Truth } from '../shop/truth';
import type { Tally } from '../weather/tally';
import type { Weather } from '../weather/weather';

/** A promise of the documents that was broken, by which step and over which unit. */
export interface Violation {
  rule: Rule;
  /** Steps of the virtual clock run by then. */
  step: number;
  atMs: number;
  message: string;
}

export type Rule =
  | 'open-reservation-released'
  | 'second-incident'
  | 'more-for-sale-than-there-is'
  | 'lead-time-changed'
  | 'unlimited-changed'
  | 'version-did-not-grow'
  | 'told-what-is-not-so'
  | 'removed-twice'
  | 'settled-and-not-released'
  | 'books-apart'
  | 'erp-not-told-the-end'
  | 'notification-not-looked-at'
  | 'work-waits-for-ever'
  | 'exception';

export interface JudgeOf {
  truth: Truth;
  weather: Weather;
  tally: Tally;
  /** By `sku/warehouse`: when somebody else wrote to it last. Epoch ms. */
  meddled: ReadonlyMap<string, number>;
  now(): number;
  steps(): number;
  trace(text: string): void;
}

/** From the read that an update is decided by to its arrival, at most: slow answers and a late effect. */
const CROSSING_MS = 60_000;

/** A position at one moment. */
interface Look {
  total: number;
  reserved: number;
  surplus: number;
  leadTime: string;
  unlimited: boolean;
  updates: number;
  acknowledged: ReservationPart[];
}

const nameOf = ({ skuId, warehouseId }: Pick<StockPosition, 'skuId' | 'warehouseId'>) =>
  `${skuId} in ${warehouseId}`;

/**
 * Judges what Holdfast does to the store, by what the documents promise and the model's truth. It looks at nothing
 * that Holdfast believes.
 */
export class Judge {
  readonly violations: Violation[] = [];
  /** When an open reservation was gone after an update of ours, the first time. Epoch ms; null: never. */
  private firstIncidentMs: number | null = null;
  /** Positions whose next update of ours is the repair of an incident. */
  private readonly unrepaired = new Set<StockPosition>();

  constructor(private readonly of: JudgeOf) {}

  violate(rule: Rule, message: string): void {
    const { now, steps, trace } = this.of;
    trace(`VIOLATION ${rule}: ${message}`);
    if (this.violations.length < 20) this.violations.push({ rule, step: steps(), atMs: now(), message });
  }

  /** An update of ours arrives at the store: what it did there is judged against what was there. */
  async update(position: StockPosition, arrive: () => Promise<void>): Promise<void> {
    const arrived = this.awaitUpdate(position);
    await arrive();
    arrived();
  }

  /** The same for whoever carries it out elsewhere: what it answers is called when it was, or was refused. */
  awaitUpdate(position: StockPosition): () => void {
    const before = this.look(position);
    return () => this.judgeUpdate(position, before);
  }

  private judgeUpdate(position: StockPosition, before: Look): void {
    const { truth, tally, trace } = this.of;
    const after = this.look(position);
    if (after.updates === before.updates) return;
    tally.count('updates');
    const released = before.acknowledged.filter((part) => part.releasedAt !== null);
    trace(
      `update of ${nameOf(position)}: total ${before.total} -> ${after.total}, reserved ${before.reserved} -> ${after.reserved}, released ${released.map(({ orderId }) => orderId).join(' ') || 'nobody'}, surplus ${before.surplus} -> ${after.surplus}`,
    );
    if (after.leadTime !== before.leadTime)
      this.violate('lead-time-changed', `${nameOf(position)}: ${before.leadTime} became ${after.leadTime}`);
    if (after.unlimited !== before.unlimited) this.violate('unlimited-changed', nameOf(position));
    const open = released.filter((part) => truth.owedOn(part) > 0);
    for (const part of released) this.waited(part);
    const isRepair = this.unrepaired.delete(position);
    if (open.length > 0) {
      if (isRepair && after.surplus <= 0) tally.count('let go with a repair, and taken off sale by it');
      else this.lost(position, open);
      return;
    }
    if (this.isRace(position)) {
      tally.count('updates that crossed one of another system');
      return;
    }
    const most = Math.max(0, before.surplus + (this.isMeddled(position) ? this.givenBack(released) : 0));
    if (after.surplus <= most) return;
    // What VTEX let go of against the date had left, and was to be kept as much as what is still to leave.
    if (!truth.honoursWatermark() && released.length > 0) this.lost(position, released);
    else
      this.violate(
        'more-for-sale-than-there-is',
        `${nameOf(position)}: ${after.surplus} units more for sale than nobody was promised, after our update of ${before.total} to ${after.total} (before it: ${before.surplus})`,
      );
  }

  private lost(position: StockPosition, open: ReservationPart[]): void {
    const { tally, now } = this.of;
    tally.count('incidents');
    this.unrepaired.add(position);
    const firstMs = this.firstIncidentMs;
    this.firstIncidentMs ??= now();
    const names = open.map((part) => `${part.orderId} (${this.of.truth.owedOn(part)} units)`).join(', ');
    if (this.of.weather.rates['no-watermark'] === 0)
      this.violate('open-reservation-released', `${nameOf(position)}: our update let go of ${names}`);
    else if (firstMs !== null && this.of.weather.watermarkEndsAt > 0 && now() - firstMs < CROSSING_MS)
      tally.count('incidents that crossed the first, on an account that was proven');
    else if (firstMs !== null && open.every((part) => this.wasHandledOnTheWay(part)))
      tally.count('incidents of what was handled while an update was on its way');
    else if (firstMs !== null)
      this.violate('second-incident', `${nameOf(position)}: a further update let go of ${names}`);
  }

  /** Not before the read that the update is decided by: only the watermark could have kept it, and the platform ignores it. */
  private wasHandledOnTheWay({ acknowledgedAt }: ReservationPart): boolean {
    return acknowledgedAt !== null && this.of.truth.nowMs() - msOfTicks(acknowledgedAt) < CROSSING_MS;
  }

  /** Units that a release puts back on sale rightly: reserved, and never to leave. Others' mistakes may hide behind them. */
  private givenBack(released: readonly ReservationPart[]): number {
    const { truth } = this.of;
    return released.reduce((sum, part) => {
      const order = truth.order(part.orderId);
      return sum + Math.max(0, part.quantity - (order === null ? 0 : truth.left(order, part)));
    }, 0);
  }

  /** VTEX compares nothing when it writes: an update that was on its way cannot know of another. The end still counts. */
  private isRace({ skuId, warehouseId }: StockPosition): boolean {
    const { meddled, now } = this.of;
    return now() - (meddled.get(`${skuId}/${warehouseId}`) ?? 0) < CROSSING_MS;
  }

  /** Others wrote its total, or an order took units of it without a reservation. */
  private isMeddled({ skuId, warehouseId, books }: StockPosition): boolean {
    return books.claimedWithoutLock > 0 || this.of.meddled.has(`${skuId}/${warehouseId}`);
  }

  private waited(part: ReservationPart): void {
    const { truth, tally, now } = this.of;
    const order = truth.order(part.orderId);
    const settledAt = order?.invoicedAt ?? order?.cancellation?.at;
    tally.count('released');
    if (settledAt)
      tally.longestOf('settled to released, minutes', Math.round((now() - msOfTicks(settledAt)) / 60_000));
  }

  private look(position: StockPosition): Look {
    const { truth } = this.of;
    return {
      total: position.total,
      reserved: truth.reserved(position),
      surplus: truth.surplus(position),
      leadTime: position.leadTime,
      unlimited: position.unlimited,
      updates: position.books.updates,
      acknowledged: truth.acknowledged(position),
    };
  }
}
