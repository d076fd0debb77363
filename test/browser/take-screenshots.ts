import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { PlanView } from '@holdfast/node/api/schemas/plan';
import { reconcileNow } from '../flows/reconcile-now';
import { until } from '../flows/until';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, startPanelFlow } from './panel-flow';
import { en } from './words';

/**
 * `npm run docs:screenshots`: a day in the sandbox, always with the same shoppers, and a picture of each page when
 * there is something to see. Run as a test, since it needs all that the tests in the browser need.
 */
const FOLDER = path.join(__dirname, '..', '..', 'docs', 'images', 'panel');
const SEED = 7;
const LARGEST_BYTES = 200_000;
const HOT_SKU = '1001';
/** Whose messages the ERP refuses for a while, so that some are parked. */
const REFUSED_SKU = '1004';

jest.setTimeout(420_000);

describeInBrowser('screenshots', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;

  beforeAll(async () => {
    mkdirSync(FOLDER, { recursive: true });
    panel = await startPanelFlow({
      stock: {},
      sandbox: { seed: SEED, shoppers: { seed: SEED, ordersPerMinute: 80 } },
      environment: {
        HOLDFAST_MODE: 'recommend',
        HOLDFAST_GATHER_WINDOW_MS: '3000',
        HOLDFAST_GUARD_GAP_MS: '100',
      },
    });
    panel.flow.sandbox.erp.faults.set({ kind: 'rejects', skuId: REFUSED_SKU });
    await telling(panel);
    visitor = await panel.browser.open(panel.flow.holdfast.url);
  });
  afterAll(() => panel.end());
  afterEach(() => visitor.nothingWrong());

  async function take(name: string): Promise<void> {
    const { page } = visitor;
    await page
      .locator('[role=status]', { hasText: en('state.loading') })
      .first()
      .waitFor({ state: 'detached' });
    const file = path.join(FOLDER, `${name}.png`);
    await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
    expect([name, statSync(file).size < LARGEST_BYTES]).toEqual([name, true]);
  }

  async function takePage(name: string, hash: string): Promise<void> {
    await visitor.go(hash);
    await visitor.page.getByRole('heading', { level: 1 }).waitFor();
    await take(name);
  }

  test('of every page', async () => {
    const { page } = visitor;
    await take('sign-in');
    await visitor.signIn();
    await page.getByRole('heading', { level: 1, name: en('overview.title') }).waitFor();
    await take('overview');
    await takePage('recommendations', '#/recommendations');
    await takePage('stock', '#/stock');
    await takePage('deliveries', '#/deliveries');
    await takePage('orders', '#/orders');
    await takePage('settings', '#/settings');
  });

  test('of the watermark picture', async () => {
    const found = await until('a removal that keeps an open order', () => splitPlan(panel), 120_000);
    await visitor.go(`#/stock/${found.skuId}/${found.warehouseId}`);
    const picture = visitor.page.getByRole('img', { name: en('picture.title') });
    await picture.waitFor();
    await visitor.page
      .getByRole('heading', { name: en('picture.title') })
      .evaluate((heading) => heading.scrollIntoView({ block: 'start' }));
    await take('position');
  });

  test('of an order, and of the log with its story', async () => {
    const { page } = visitor;
    const [plan] = await panel.flow.holdfast.admin.plans('state=executed&limit=1');
    const released = plan?.evidence.kind === 'remove' ? plan.evidence.releases[0] : undefined;
    await takePage('order', `#/orders/${released?.orderId}`);
    await visitor.go('#/log?kind=update');
    await page.getByRole('table').getByRole('button', { expanded: false }).first().click();
    await page.getByRole('button', { expanded: true }).waitFor();
    await take('log');
  });

  test('in a narrow window', async () => {
    const narrow = await panel.visit({ width: 390, height: 844 });
    const wide = visitor;
    visitor = narrow;
    await takePage('narrow', '#/recommendations');
    visitor = wide;
    narrow.nothingWrong();
    await narrow.close();
  });

  test('of the books, after somebody has edited the stock in the store', async () => {
    const { holdfast, sandbox } = panel.flow;
    const { model } = sandbox.store;
    await reconcileNow(holdfast);
    const { skuId, warehouseId, total } = await until('open orders in handling', () =>
      model.oracle().positions.find((one) => one.skuId === HOT_SKU && one.reserved > 0),
    );
    model.updateInventory(skuId, warehouseId, { quantity: total + 20, unlimited: false });
    const before = visitor;
    visitor = await panel.visit();
    await visitor.go('#/reconciliations');
    await visitor.page.getByRole('button', { name: en('books.compare') }).click();
    await visitor.page.getByText(en('books.class-lost-reservation')).first().waitFor();
    await take('reconciliation');
    visitor.nothingWrong();
    await visitor.close();
    visitor = before;
  });
});

/** Until the day has something of everything: removals that ran and such that wait, parked messages. */
async function telling({ flow }: PanelFlow): Promise<void> {
  await until(
    'a telling state',
    async () => {
      const waiting = await flow.holdfast.admin.plans('state=proposed&kind=remove');
      const { removals, erp, protectedReservations } = await flow.holdfast.admin.overview();
      const approved = waiting.slice(3).map(({ planId }) => planId);
      if (approved.length > 0)
        await flow.holdfast.admin.post('/recommendations/approve', { planIds: approved });
      return removals.executed >= 12 && erp.parked > 0 && waiting.length >= 3 && protectedReservations >= 5;
    },
    240_000,
  );
}

/** The hot SKU's plan, or another's, whose line stands between released and open ones. */
async function splitPlan({ flow }: PanelFlow): Promise<PlanView | null> {
  const plans = await flow.holdfast.admin.plans('state=proposed&kind=remove&limit=50');
  const split = plans.filter(
    ({ evidence }) =>
      evidence.kind === 'remove' && evidence.releases.length >= 2 && evidence.kept.length >= 2,
  );
  return split.find(({ skuId }) => skuId === HOT_SKU) ?? split[0] ?? null;
}
