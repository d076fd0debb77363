import { until } from '../flows/until';
import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { en } from './words';

jest.setTimeout(TEST_WITHIN_MS);
const SKUS = ['one', 'two', 'three', 'four', 'five', 'six'];

describeInBrowser('recommendations', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;
  beforeAll(async () => {
    panel = await startPanelFlow({
      environment: { HOLDFAST_MODE: 'recommend' },
      stock: Object.fromEntries(SKUS.map((skuId) => [skuId, 40])),
    });
    visitor = await panel.visit();
  }, START_WITHIN_MS);
  afterAll(() => panel.end());
  beforeEach(() => visitor.go('#/recommendations'));
  afterEach(() => visitor.nothingWrong());

  const nameOf = (skuId: string) => en('position.name', { skuId, warehouseId: 'main' });
  const cardOf = (skuId: string) => visitor.page.getByRole('article', { name: nameOf(skuId), exact: true });
  const totalOf = (skuId: string) =>
    panel.flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.total;
  const sent = () => panel.flow.sandbox.store.counters.calls().putInventory;
  const plansOf = (skuId: string, state: string) =>
    panel.flow.holdfast.admin.plans(`skuId=${skuId}&state=${state}`);
  const tick = (skuId: string) =>
    visitor.page
      .getByRole('checkbox', { name: en('bulk.one', { name: nameOf(skuId) }), exact: true })
      .check();

  test('nothing waits: the page says so', async () => {
    await visitor.page.getByRole('heading', { level: 1, name: en('recommendations.title') }).waitFor();
    await visitor.page.getByRole('article').waitFor({ state: 'detached' });
    await expectAccessible(visitor.page);
  });

  test('one is approved: it runs in the store, the ERP is told, and the page shows what came of it', async () => {
    const { page } = visitor;
    const orderId = panel.flow.sell('one', 3, 'invoiced');
    await cardOf('one').waitFor();
    expect(await cardOf('one').textContent()).toContain(orderId);
    await expectAccessible(page);
    const before = sent();
    expect(totalOf('one')).toBe(40);
    await page
      .getByRole('button', { name: en('recommendations.approve-named', { name: nameOf('one') }) })
      .click();
    const decided = page.getByRole('listitem').filter({ hasText: nameOf('one') });
    await decided.getByText(en('plan-state.executed'), { exact: true }).waitFor();
    await cardOf('one').waitFor({ state: 'detached' });
    expect([totalOf('one'), sent() - before]).toEqual([37, 1]);
    await expectAccessible(page);
    await panel.flow.untilBooksAgree([orderId]);
    const [plan] = await plansOf('one', 'executed');
    expect(plan).toMatchObject({ decidedBy: 'An admin', result: { kind: 'proven', removedQuantity: 3 } });
  });

  test('several are approved at once', async () => {
    const { page } = visitor;
    const orders = [panel.flow.sell('two', 1, 'invoiced'), panel.flow.sell('three', 2, 'invoiced')];
    const other = panel.flow.sell('four', 2, 'invoiced');
    for (const skuId of ['two', 'three', 'four']) await cardOf(skuId).waitFor();
    await tick('two');
    await tick('three');
    await expectAccessible(page);
    await page.getByRole('button', { name: en('bulk.approve', { count: 2 }), exact: true }).click();
    await panel.flow.untilRemoved(orders);
    await cardOf('two').waitFor({ state: 'detached' });
    expect([totalOf('two'), totalOf('three'), totalOf('four')]).toEqual([39, 38, 40]);
    await cardOf('four').waitFor();
    expect((await plansOf('four', 'proposed')).length).toBe(1);
    await panel.flow.untilBooksAgree([...orders, other]);
  });

  test('several are dismissed, with a reason that stays with them; nothing is sent', async () => {
    const { page } = visitor;
    panel.flow.sell('five', 2, 'invoiced');
    panel.flow.sell('six', 2, 'invoiced');
    for (const skuId of ['five', 'six']) {
      await cardOf(skuId).waitFor();
      await tick(skuId);
    }
    const before = sent();
    await page.getByRole('button', { name: en('bulk.dismiss', { count: 2 }), exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    for (const skuId of ['five', 'six']) await dialog.getByText(nameOf(skuId)).waitFor();
    await expectAccessible(page);
    const confirm = dialog.getByRole('button', { name: en('recommendations.dismiss'), exact: true });
    expect(await confirm.isDisabled()).toBe(true);
    await dialog.getByRole('textbox', { name: en('dismiss.reason') }).fill('counted by hand tonight');
    await confirm.click();
    await dialog.waitFor({ state: 'detached' });
    await cardOf('five').waitFor({ state: 'detached' });
    await cardOf('six').waitFor({ state: 'detached' });
    for (const skuId of ['five', 'six']) {
      const [plan] = await plansOf(skuId, 'dismissed');
      expect(plan).toMatchObject({ decisionNote: 'counted by hand tonight' });
      expect(totalOf(skuId)).toBe(40);
    }
    expect(sent()).toBe(before);
    await until('the newest result has the focus', () =>
      page
        .getByRole('region', { name: en('decided.title') })
        .getByRole('listitem')
        .first()
        .evaluate((item) => item === item.ownerDocument.activeElement),
    );
    await visitor.go('#/recommendations?view=dismissed');
    await cardOf('five').getByText('counted by hand tonight').waitFor();
    await cardOf('six').getByText('counted by hand tonight').waitFor();
    await expectAccessible(page);
  });

  test('the dialog is left with Escape, and nothing is dismissed', async () => {
    const { page } = visitor;
    await cardOf('four').waitFor();
    await page
      .getByRole('button', { name: en('recommendations.dismiss-named', { name: nameOf('four') }) })
      .click();
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect((await plansOf('four', 'proposed')).length).toBe(1);
  });
});
