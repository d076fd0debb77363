import { until } from '../flows/until';
import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { en } from './words';

jest.setTimeout(TEST_WITHIN_MS);

describeInBrowser('deliveries to the ERP', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;
  beforeAll(async () => {
    panel = await startPanelFlow({ stock: { odd: 40, lot: 40, mug: 40 } });
    visitor = await panel.visit();
  }, START_WITHIN_MS);
  afterAll(() => panel.end());
  beforeEach(() => visitor.go('#/deliveries'));
  afterEach(() => {
    panel.flow.sandbox.erp.faults.clear();
    visitor.nothingWrong();
  });

  const parkedOf = async (orderId: string) =>
    (await panel.flow.holdfast.admin.deliveries('state=parked')).find((one) => one.orderId === orderId);
  const rowOf = (orderId: string) => visitor.page.getByRole('row').filter({ hasText: orderId });
  /** Presses the button of the row that is there; one that is sent again leaves, and may come back. */
  const retry = (deliveryId: string) =>
    visitor.page
      .getByRole('button', { name: en('deliveries.retry-named', { id: deliveryId }), exact: true })
      .click();
  const timesParked = async (orderId: string) =>
    (await panel.flow.holdfast.admin.logs(`orderId=${orderId}&kind=delivery&outcome=parked`)).length;
  const nothingParked = () => visitor.page.getByText(en('deliveries.none-parked')).waitFor();

  test('a parked one is seen, sent again, and arrives', async () => {
    const { page } = visitor;
    const { erp } = panel.flow.sandbox;
    await nothingParked();
    await expectAccessible(page);
    erp.faults.set({ kind: 'rejects', skuId: 'odd' });
    const orderId = panel.flow.sell('odd', 2, 'invoiced');
    await rowOf(orderId).waitFor();
    await expectAccessible(page);
    const { id } = (await parkedOf(orderId)) ?? { id: 'none' };
    // The cause is still there: it comes back, parked.
    await retry(id);
    await until('tried and parked again', async () => (await timesParked(orderId)) === 2);
    erp.faults.clear();
    await retry(id);
    await rowOf(orderId).waitFor({ state: 'detached' });
    await panel.flow.untilBooksAgree([orderId]);
    // What was told of the shelf itself was refused as well, and has a queue of its own.
    await until('parked', async () => (await panel.flow.holdfast.admin.overview()).erp.parked === 1);
    await page.getByRole('button', { name: en('deliveries.retry-all') }).click();
    await nothingParked();
  });

  test('all of them are sent again at once', async () => {
    const { page } = visitor;
    const { erp } = panel.flow.sandbox;
    erp.faults.set({ kind: 'rejects', skuId: 'lot' });
    const orders = [1, 2, 3].map(() => panel.flow.sell('lot', 1, 'invoiced'));
    for (const orderId of orders) await rowOf(orderId).waitFor();
    erp.faults.clear();
    await page.getByRole('button', { name: en('deliveries.retry-all') }).click();
    await nothingParked();
    await panel.flow.untilBooksAgree(orders);
  });

  test('an ERP that is down: the overview says so, what waits is seen, and leaves when it is up', async () => {
    const { page } = visitor;
    const { erp } = panel.flow.sandbox;
    erp.faults.set({ kind: 'down' });
    const orderId = panel.flow.sell('mug', 2, 'invoiced');
    await until(
      'it was tried',
      async () => (await panel.flow.holdfast.admin.overview()).erp.healthy === false,
    );
    await visitor.go('#/');
    await page.getByText(en('erp.unhealthy'), { exact: true }).first().waitFor();
    await expectAccessible(page);
    await visitor.go('#/deliveries?state=pending');
    await rowOf(orderId).first().waitFor();
    await expectAccessible(page);
    erp.faults.clear();
    const [waiting] = await panel.flow.holdfast.admin.deliveries(`orderId=${orderId}&state=pending`);
    await retry(waiting?.id ?? 'none');
    await until('everything was told', async () => {
      await panel.flow.skipWaits();
      return (await panel.flow.holdfast.admin.overview()).erp.pending === 0;
    });
    await page.getByText(en('deliveries.empty')).waitFor();
    await panel.flow.untilBooksAgree([orderId]);
  });
});
