import { claimOf, type NumberMeant } from '@holdfast/node/core/gateway/claim';
import { asSkuId, asWarehouseId } from '@holdfast/node/core/id';
import { instantOfMs } from '@holdfast/node/core/instant';
import { takeClaim } from '@holdfast/node/counts/take-claim';
import { msOfTicks } from '@holdfast/sandbox/store/model/instant';
import type { StockPosition } from '@holdfast/sandbox/store/model/position';
import { between, chanceOf } from '../chance';
import type { Host } from '../host/host';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import { type Day, SKUS } from './day';
import type { Truth } from './truth';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A system that writes on through the gateway and knows nothing of reservations. */
interface BlindWriter {
  name: string;
  meant: NumberMeant;
  /** How long after it happened a shipment, or an order, is in its books; `nightly`: with the next night. */
  booksAfterMs: number | 'nightly';
  everyMs: number;
}

const KINDS: Record<string, BlindWriter> = {
  invoice: writer('invoice', 'on-hand', 'invoice', 15, 0),
  picking: writer('picking', 'on-hand', 'picking', 15, 0),
  late: writer('late', 'on-hand', 'invoice', 15, 10 * MINUTE),
  'late-picking': writer('late-picking', 'on-hand', 'picking', 15, 10 * MINUTE),
  nightly: writer('nightly', 'on-hand', 'invoice', 24 * 60, 'nightly'),
  available: writer('available', 'available', 'invoice', 15, 0),
  'late-available': writer('late-available', 'available', 'invoice', 15, 10 * MINUTE),
};

function writer(
  name: string,
  quantity: NumberMeant['quantity'],
  booksOut: NumberMeant['booksOut'],
  lagMinutes: number,
  booksAfterMs: BlindWriter['booksAfterMs'],
): BlindWriter {
  return { name, meant: { quantity, booksOut, lagMinutes }, booksAfterMs, everyMs: 2 * MINUTE };
}

export interface BlindWritersOf {
  seed: number;
  day: Day;
  host: Host;
  time: VirtualTime;
  truth: Truth;
  tally: Tally;
  /** When the last thing happens in the shop. Epoch ms. */
  untilMs: number;
  trace(text: string): void;
  /** A person counts the shelf. */
  counted(position: { skuId: string; warehouseId: string }, onHand: number): void;
}

/** On some days one of them writes some of the SKUs. Drawn apart, so that the other days stay as they were. */
export function employBlindWriters(of: BlindWritersOf): void {
  const chance = chanceOf(of.seed, 'blind-writer');
  if (!chance.chance(0.5)) return;
  const kind = KINDS[chance.pick(Object.keys(KINDS)) ?? ''];
  if (kind === undefined) return;
  const skus = SKUS.filter(() => chance.chance(0.6));
  const everyMs = (kind.booksAfterMs === 'nightly' ? 30 : between(chance, 2, 15)) * MINUTE;
  of.tally.count(`blind writer: ${kind.name}`);
  new Writing({ ...kind, everyMs }, new Set(skus), of).begin();
}

/** After this the books have everything, also those of the slowest but the nightly one. */
const GOES_ON_MS = 3 * HOUR;
/** From the number to the request that carries it. */
const SENDS_WITHIN_MS = 4 * MINUTE;

class Writing {
  private readonly chance;
  /** Units shipped by `sku/warehouse`, minute by minute. */
  private readonly shipped = new Map<string, { atMs: number; units: number }[]>();

  constructor(
    private readonly writer: BlindWriter,
    private readonly skus: ReadonlySet<string>,
    private readonly of: BlindWritersOf,
  ) {
    this.chance = chanceOf(of.seed, 'blind-writing');
  }

  begin(): void {
    const { time, day } = this.of;
    time.after(day.startMs - time.now(), () => this.everyMinute());
    time.after(day.startMs - time.now() + MINUTE, () => this.push());
  }

  private everyMinute(): void {
    const { time, untilMs } = this.of;
    for (const position of this.positions()) {
      const samples = this.shipped.get(keyOf(position)) ?? [];
      samples.push({ atMs: time.now(), units: position.books.shippedUnits });
      this.shipped.set(keyOf(position), samples);
    }
    if (time.now() < untilMs + GOES_ON_MS) time.after(MINUTE, () => this.everyMinute());
  }

  private push(): void {
    const { time, untilMs, counted } = this.of;
    for (const position of this.positions()) this.write(position, this.numberOf(position), time.now());
    if (time.now() < untilMs + GOES_ON_MS) time.after(this.writer.everyMs, () => this.push());
    // What the nightly one has not booked within the simulated time a person sets right.
    else if (this.writer.booksAfterMs === 'nightly')
      time.after(HOUR, () => {
        for (const position of this.positions()) counted(position, position.physical);
      });
  }

  private positions(): StockPosition[] {
    return this.of.truth.positions().filter(({ skuId }) => this.skus.has(skuId));
  }

  private write({ skuId, warehouseId }: StockPosition, quantity: number, atMs: number): void {
    const { time, host, tally, trace } = this.of;
    const { name, meant } = this.writer;
    const send = async () => {
      // By then the number would be older than the writer says it ever is.
      if (time.now() - atMs > SENDS_WITHIN_MS) return;
      const isAnswered = await host.ask('gateway', (services) => {
        const receivedAt = instantOfMs(services.now());
        const write = { quantity, leadTime: null, unlimited: false, datedAt: null };
        const claimed = claimOf({ name, ...meant }, write, { receivedAt, oldestDays: 7 });
        return takeClaim(services, {
          position: { skuId: asSkuId(skuId), warehouseId: asWarehouseId(warehouseId) },
          isDated: false,
          ...claimed,
        });
      });
      if (!isAnswered) time.after(20_000, send);
    };
    tally.count('blind writes');
    trace(`${name} writes ${quantity} of ${skuId} in ${warehouseId}`);
    time.after(between(this.chance, 0, SENDS_WITHIN_MS - 20_000), send);
  }

  private numberOf(position: StockPosition): number {
    const { time, truth } = this.of;
    const { booksAfterMs, meant } = this.writer;
    const bookedMs = booksAfterMs === 'nightly' ? lastNight(time.now()) : time.now() - booksAfterMs;
    const onHand = position.physical + position.books.shippedUnits - this.shippedBy(position, bookedMs);
    if (meant.quantity === 'on-hand' && meant.booksOut === 'invoice') return onHand;
    const since = (lockId: string) => {
      const part = truth.part(lockId, position.skuId, position.warehouseId);
      const at = meant.quantity === 'available' ? part?.reservedAt : part?.acknowledgedAt;
      return at === undefined || at === null ? null : msOfTicks(at);
    };
    const isBooked = (atMs: number | null) => atMs !== null && atMs <= bookedMs;
    const taken = [...position.owes]
      .filter(([share]) => isBooked(since(share.lockId)))
      .reduce((sum, [share, perUnit]) => sum + (share.units - share.shipped) * perUnit, 0);
    // Begun and gone since: nothing of it is booked yet. What was sent without handling is booked as it was sent.
    const untaken = truth
      .orders()
      .filter((order) => (since(order.lockId) ?? 0) > bookedMs)
      .filter(({ packages }) => packages.every(({ issuedAt }) => msOfTicks(issuedAt) > bookedMs))
      .reduce((sum, order) => sum + truth.left(order, position), 0);
    return Math.max(0, position.physical - taken + untaken);
  }

  /** Units that had left by then. */
  private shippedBy(position: StockPosition, atMs: number): number {
    const samples = this.shipped.get(keyOf(position)) ?? [];
    return samples.filter((one) => one.atMs <= atMs).at(-1)?.units ?? 0;
  }
}

const keyOf = ({ skuId, warehouseId }: StockPosition) => `${skuId}/${warehouseId}`;

/** Three in the morning. */
function lastNight(nowMs: number): number {
  const day = 24 * HOUR;
  return Math.floor((nowMs - 3 * HOUR) / day) * day + 3 * HOUR;
}
