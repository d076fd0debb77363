import { type Random, seededRandom } from '../random';
import type { StoreOrder } from '../store/model/order';
import { StoreRefusal } from '../store/model/outcome';
import type { StoreModel } from '../store/store-model';
import { realTime, type Time } from '../time';
import { stockCatalogue } from './catalogue';
import { drawIntent, type Intent, type Step } from './intent';
import { ODD_KINDS, type OddKind, oddSteps } from './odd-orders';

export interface ShoppersOptions {
  seed?: number;
  time?: Time;
  /** 1: an order's life takes some 5 to 30 seconds; 10: ten times as fast. */
  speed?: number;
  /** Orders placed a minute at speed 1; default 40. */
  ordersPerMinute?: number;
  /** Buying ends after so many orders (those placed are still handled); default: it does not end. */
  mostOrders?: number;
  /** Stock of the hot SKU at the start; default 20,000. */
  hotUnits?: number;
  /** Share of the orders that are changed, invoiced oddly, returned, of kits, or odd in other ways; default 0. */
  oddShare?: number;
  /** Default: all of them. */
  oddKinds?: readonly OddKind[];
}

export interface Shoppers {
  placed(): number;
  /** Wanted, but the store had too few. */
  refused(): number;
  /** Orders whose shopper or warehouse will still do something. */
  busy(): number;
  stop(): void;
}

/** Fills the catalogue's shelves and sets people buying, paying (or not), changing their minds, and a warehouse handling. */
export function startShoppers(model: StoreModel, options: ShoppersOptions = {}): Shoppers {
  const time = options.time ?? realTime;
  const random: Random = seededRandom((options.seed ?? 1) * 17 + 3);
  const speed = options.speed ?? 1;
  const meanGapMs = 60_000 / (options.ordersPerMinute ?? 40) / speed;
  const oddities = { share: options.oddShare ?? 0, kinds: options.oddKinds ?? ODD_KINDS };
  let placed = 0;
  let refused = 0;
  let busy = 0;
  const pending = new Set<() => void>();

  const later = (ms: number, run: () => void) => {
    const cancel = time.after(ms, () => {
      pending.delete(cancel);
      run();
    });
    pending.add(cancel);
  };
  const live = (order: StoreOrder, intent: Intent) => {
    const steps = stepsOf(model, order.orderId, intent);
    busy += 1;
    const walk = () => {
      const step = steps.shift();
      if (!step) {
        busy -= 1;
        return;
      }
      later(step.afterMs / speed, () => {
        if (!succeeds(step.run) && !step.optional) steps.length = 0;
        walk();
      });
    };
    walk();
  };
  const shop = () => {
    if (options.mostOrders !== undefined && placed >= options.mostOrders) return;
    const intent = drawIntent(random, oddities);
    const bought = succeeds(() => {
      const { order } = intent;
      const expiresInMinutes =
        order.expiresInMinutes === undefined ? undefined : order.expiresInMinutes / speed;
      live(model.placeOrder({ ...order, expiresInMinutes }), intent);
    });
    if (bought) placed += 1;
    else refused += 1;
    later(-Math.log(1 - random.next()) * meanGapMs, shop);
  };

  stockCatalogue(model, options.hotUnits ?? 20_000);
  later(0, shop);
  return {
    placed: () => placed,
    refused: () => refused,
    busy: () => busy,
    stop() {
      for (const cancel of pending) cancel();
      pending.clear();
    },
  };
}

/** False when the store refused: the order has been canceled, expired or changed under the shopper's hands. */
function succeeds(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (error instanceof StoreRefusal) return false;
    throw error;
  }
}

function stepsOf(model: StoreModel, orderId: string, intent: Intent): Step[] {
  if (intent.payAfterMs === null) return [];
  const cancel = (twice: boolean): Step => ({
    afterMs: 700,
    run: () => {
      model.cancel(orderId);
      if (twice) model.cancel(orderId);
    },
  });
  const steps: Step[] = [{ afterMs: intent.payAfterMs, run: () => void model.pay(orderId) }];
  if (intent.odd?.kind === 'replaced') return [...steps, ...replacement(model, orderId, intent)];
  if (intent.cancelIn === 'window' && !intent.odd) return [...steps, cancel(false)];
  steps.push({ afterMs: intent.closeWindowAfterMs, run: () => void model.closeCancelWindow(orderId) });
  if (intent.cancelIn === 'ready' && !intent.odd) return [...steps, cancel(true)];
  steps.push({ afterMs: intent.handleAfterMs, run: () => void model.startHandling(orderId) });
  if (intent.odd) return [...steps, ...oddSteps(model, orderId, intent.odd, intent.invoiceAfterMs)];
  if (intent.cancelIn === 'handling') return [...steps, cancel(true)];
  return [...steps, ...invoices(model, orderId, intent)];
}

/** The shopper edits the order once it is paid; what was to happen to it happens to its successor. */
function replacement(model: StoreModel, orderId: string, intent: Intent): Step[] {
  let currentId = orderId;
  const sharesLock = (intent.odd?.way ?? 0) < 0.5;
  const replace = () => {
    currentId = model.replaceOrder(orderId, { sharesLock }).orderId;
  };
  return [
    { afterMs: 800, run: replace, optional: true },
    { afterMs: intent.handleAfterMs, run: () => void model.advanceTo(currentId, 'handling') },
    { afterMs: intent.invoiceAfterMs, run: () => void model.invoice(currentId) },
  ];
}

function invoices(model: StoreModel, orderId: string, intent: Intent): Step[] {
  const all: Step = { afterMs: intent.invoiceAfterMs, run: () => void model.invoice(orderId) };
  if (intent.secondInvoiceAfterMs === null) return [all];
  const part: Step = {
    afterMs: intent.invoiceAfterMs,
    run: () => void model.invoice(orderId, { items: [{ lineIndex: 0, quantity: 1 }] }),
  };
  const rest: Step = {
    afterMs: intent.secondInvoiceAfterMs,
    run: () => {
      if (model.order(orderId).status === 'payment-approved') model.invoice(orderId);
    },
  };
  return [part, rest];
}
