import { withZ } from '../store/model/instant';
import { newModel } from '../store/model/new-model';
import type { StatusEvent } from '../store/model/order';
import { HOT_SKU } from './catalogue';
import { startShoppers } from './start-shoppers';

const MINUTE = 60_000;
const story = (events: StatusEvent[]) =>
  events.map((event) => `${event.orderId} ${event.state} ${withZ(event.currentChange)}`);

function day(seed: number, minutes = 10, hotUnits?: number) {
  const made = newModel({ seed });
  const shoppers = startShoppers(made.model, { seed, time: made.time, hotUnits });
  made.time.advance(minutes * MINUTE);
  return { ...made, shoppers };
}

it('lives the same day twice from the same seed, and another one from another', () => {
  const first = story(day(1).events);
  expect(first.length).toBeGreaterThan(2000);
  expect(story(day(1).events)).toEqual(first);
  expect(story(day(2).events)).not.toEqual(first);
});

it('shows every fate within minutes', () => {
  const { events, model, shoppers } = day(3);
  const states = new Set(events.map((event) => event.state));
  for (const state of ['invoiced', 'canceled', 'cancellation-requested']) expect(states).toContain(state);
  const back = events.filter((event) => event.state === 'payment-approved' && event.lastState === 'invoice');
  expect(back.length).toBeGreaterThan(3);
  const fates = new Set<string | undefined>();
  for (const order of new Set(events.map((event) => event.orderId)))
    fates.add(model.reservation(model.order(order).lockId)[0]?.status);
  expect(fates).toContain('Canceled_AuthorizationExpired');
  expect(shoppers.placed()).toBeGreaterThan(300);
});

it('keeps several orders of the hot SKU in handling at once', () => {
  const { model } = day(4, 1);
  const hot = model.oracle().positions.find((position) => position.skuId === HOT_SKU);
  expect(hot?.acknowledged).toBeGreaterThan(3);
  expect(hot?.promised).toBeGreaterThan(3);
});

it('is refused what is not there, and stops when told', () => {
  const { model, time, shoppers } = day(5, 20, 30);
  expect(shoppers.refused()).toBeGreaterThan(10);
  expect(model.oracle().oversoldUnits).toBe(0);
  shoppers.stop();
  const before = shoppers.placed();
  time.advance(MINUTE);
  expect(shoppers.placed()).toBe(before);
});

/** The design's table in small: the oracle must see what naive integrations do. */
it.each([
  ['after each invoice', (events: StatusEvent[]) => events.at(-1)?.state === 'invoiced', true],
  ['never', () => false, false],
] as const)('an integration that updates %s', (_, isTime, discards) => {
  const { model, time, events } = newModel({ seed: 6 });
  startShoppers(model, { seed: 6, time, hotUnits: 120, mostOrders: 300 });
  let shipped = 0;
  for (let second = 0; second < 900; second++) {
    const from = events.length;
    time.advance(1000);
    if (!events.slice(from).some((event) => isTime([event]))) continue;
    const hot = model.oracle().positions.find((position) => position.skuId === HOT_SKU);
    if (!hot || hot.shippedUnits === shipped) continue;
    shipped = hot.shippedUnits;
    model.updateInventory(HOT_SKU, 'main', { quantity: hot.physical, unlimited: false });
  }
  const { openDiscarded, oversoldUnits } = model.oracle();
  expect(openDiscarded > 0).toBe(discards);
  expect(oversoldUnits > 0).toBe(discards);
});
