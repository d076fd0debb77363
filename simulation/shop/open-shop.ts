import { StoreRefusal } from '@holdfast/sandbox/store/model/outcome';
import type { StoreModel } from '@holdfast/sandbox/store/store-model';
import type { Time } from '@holdfast/sandbox/time';
import type { Tally } from '../weather/tally';
import type { Weather } from '../weather/weather';
import type { Act, Day, OrderPlan, PlannedLine, StockDeed } from './day';
import type { Truth } from './truth';

export interface ShopOf {
  day: Day;
  weather: Weather;
  time: Time;
  model: StoreModel;
  truth: Truth;
  tally: Tally;
  trace(text: string): void;
  /** Counted at this moment, rightly. */
  counted(position: { skuId: string; warehouseId: string }, onHand: number): void;
  /** Somebody else has just written this position's stock. */
  meddled(position: { skuId: string; warehouseId: string }): void;
}

/** Sets the stock up and lets the day take its course. */
export function openShop(shop: ShopOf): void {
  const { day, time, model } = shop;
  for (const one of day.stock) model.stock(one);
  for (const order of day.orders) time.after(order.atMs - time.now(), () => place(shop, order));
  for (const deed of day.deeds) time.after(deed.atMs - time.now(), () => doDeed(shop, deed));
  endOfWatermark(shop);
}

function endOfWatermark({ day, weather, time, model, trace, tally }: ShopOf): void {
  if (weather.rates['no-watermark'] === 0) return;
  tally.count('no-watermark');
  time.after(weather.watermarkEndsAt * (day.closesMs - day.startMs), () => {
    model.platform.honoursWatermark = false;
    trace('from now on the platform releases whatever the date says');
  });
}

function place(shop: ShopOf, plan: OrderPlan): void {
  const { model, trace, tally } = shop;
  const asked = { lines: plan.lines, orderId: plan.orderId ?? undefined };
  if (plan.stranger !== null) {
    tally.count('strangers');
    model.announce({ orderId: plan.stranger, state: 'handling' });
  }
  const orderId = tried(shop, `order ${plan.nth} is placed`, () => model.placeOrder(asked).orderId);
  if (orderId === null) return;
  tally.count('orders');
  trace(`order ${plan.nth} is ${orderId}: ${plan.lines.map(toldLine).join(', ')}`);
  next(shop, orderId, plan, 0);
}

function toldLine({ skuId, quantity, warehouseId, allocations, kit }: PlannedLine): string {
  const parts =
    kit === undefined ? '' : ` (${kit.map((one) => `${one.quantity} of ${one.skuId}`).join(' and ')})`;
  const from =
    allocations?.map((one) => `${one.quantity} in ${one.warehouseId}`).join(' and ') ?? `in ${warehouseId}`;
  return `${quantity} of ${skuId}${parts} ${from}`;
}

function next(shop: ShopOf, orderId: string, plan: OrderPlan, nth: number): void {
  const step = plan.steps[nth];
  if (step === undefined) return;
  shop.time.after(step.afterMs, () => {
    const done = tried(shop, `${told(step.act)} ${orderId}`, () => ({
      goesOnAs: act(shop, orderId, step.act),
    }));
    if (done !== null) shop.tally.count(`deed: ${step.act.do}`);
    next(shop, done?.goesOnAs ?? orderId, plan, nth + 1);
  });
}

/** The id of the order that takes its place, where one does. */
function act(shop: ShopOf, orderId: string, step: Act): string | null {
  if (step.do === 'replace') {
    const successor = shop.model.replaceOrder(orderId, { sharesLock: step.sharesLock });
    shop.trace(`order ${successor.orderId} takes its place`);
    return successor.orderId;
  }
  actOn(shop, orderId, step);
  return null;
}

function actOn(
  { model, weather, truth, ...shop }: ShopOf,
  orderId: string,
  step: Exclude<Act, { do: 'replace' }>,
): void {
  const order = model.order(orderId);
  if (step.do === 'pay') return void model.pay(orderId);
  if (step.do === 'close-window') return void model.closeCancelWindow(orderId);
  if (step.do === 'handle') return void model.startHandling(orderId);
  if (step.do === 'cancel') return void model.cancel(orderId);
  if (step.do === 'force-cancel') return void model.forceCancel(orderId);
  if (step.do === 'add-line') return void model.addLine(orderId, step.line);
  if (step.do === 'deny') return void model.denyCancellation(orderId);
  if (step.do === 'return')
    return void model.invoice(orderId, { type: 'Input', items: [{ lineIndex: 0, quantity: 1 }] });
  if (step.do === 'change') {
    const quantity = (order.lines[0]?.quantity ?? 0) + step.by;
    return void model.changeOrder(orderId, { lineIndex: 0, quantity, how: step.how });
  }
  if (step.units === 'rest') model.invoice(orderId);
  else model.invoice(orderId, { items: [{ lineIndex: 0, quantity: step.units }] });
  if (weather.rates['foreign-update'] === 0 || weather.foreignHabit !== 'after-invoice') return;
  for (const line of order.lines) writeOver({ model, weather, truth, ...shop }, line.skuId);
}

function doDeed(shop: ShopOf, { do: deed, skuId, units }: StockDeed): void {
  if (deed === 'foreign') {
    writeOver(shop, skuId);
    return;
  }
  for (const position of shop.truth.positions().filter((one) => one.skuId === skuId)) {
    if (deed === 'restock') shop.model.deliverGoods(skuId, position.warehouseId, units);
    shop.tally.count(deed === 'restock' ? 'restock' : 'counted');
    shop.trace(`${deed} of ${skuId} in ${position.warehouseId}: ${position.physical} on the shelf`);
    shop.counted(position, position.physical);
  }
}

/** The other system knows its shelf, and nothing of reservations; or takes what is free for the total. */
function writeOver(shop: ShopOf, skuId: string): void {
  const { truth, model, weather } = shop;
  for (const position of truth.positions().filter((one) => one.skuId === skuId)) {
    const available = position.physical - truth.promised(position);
    const quantity = weather.foreignHabit === 'sends-available' ? Math.max(0, available) : position.physical;
    shop.tally.count('foreign-update');
    tried(shop, `another system writes ${quantity} of ${skuId} in ${position.warehouseId}`, () =>
      model.updateInventory(skuId, position.warehouseId, { quantity, unlimited: false }),
    );
    shop.meddled(position);
  }
}

/** Shops are told no: sold out, or not in this status. */
function tried<T>(shop: Pick<ShopOf, 'trace' | 'tally'>, what: string, work: () => T): T | null {
  try {
    const done = work();
    shop.trace(what);
    return done;
  } catch (error) {
    if (!(error instanceof StoreRefusal)) throw error;
    shop.trace(`${what}: refused`);
    return null;
  }
}

function told(step: Act): string {
  if (step.do === 'invoice') return `invoice ${step.units === 'rest' ? 'the rest' : step.units} of`;
  if (step.do === 'change') return `change line 0 by ${step.by} (${step.how}) of`;
  if (step.do === 'add-line') return `add ${toldLine(step.line)} to`;
  return step.do;
}
