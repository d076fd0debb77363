import { readFileSync } from 'node:fs';
import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { en } from './words';

jest.setTimeout(TEST_WITHIN_MS);

describeInBrowser('an order on its way', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;
  beforeAll(async () => {
    panel = await startPanelFlow({ stock: { mug: 50, jar: 50, pot: 50 } });
    visitor = await panel.visit();
  }, START_WITHIN_MS);
  afterAll(() => panel.end());
  afterEach(() => visitor.nothingWrong());

  const word = (status: string) => en(`reservation.${status}`);

  test('is watched from its start to the removal of its goods, without a reload', async () => {
    const { page } = visitor;
    const { model } = panel.flow.sandbox.store;
    const orderId = panel.flow.sell('mug', 2, 'ready-for-handling');
    await visitor.go('#/orders');
    await page.getByRole('link', { name: orderId }).first().click();
    await page.getByRole('heading', { level: 1, name: orderId }).waitFor();
    const now = (status: string) => page.getByText(word(status), { exact: true }).first().waitFor();
    await now('confirmed');
    model.startHandling(orderId);
    await now('acknowledged');
    model.invoice(orderId);
    await now('invoiced');
    await now('removed');
    await expectAccessible(page);
    expect(model.oracle().positions.find(({ skuId }) => skuId === 'mug')).toMatchObject({
      total: 48,
      active: 0,
    });
    await panel.flow.untilBooksAgree([orderId]);
  });

  test('is found in the log by its number, opens to its story, and leaves as a file', async () => {
    const { page } = visitor;
    const orderId = panel.flow.sell('jar', 1, 'invoiced');
    const other = panel.flow.sell('pot', 1, 'handling');
    await panel.flow.untilRemoved([orderId]);
    await visitor.go('#/log');
    await page.getByRole('link', { name: other }).first().waitFor();
    await page.getByRole('textbox', { name: en('column.order') }).fill(orderId);
    await page.getByRole('button', { name: en('filter.apply'), exact: true }).click();
    await page.getByRole('link', { name: other }).first().waitFor({ state: 'detached' });
    await page.getByRole('link', { name: orderId }).first().waitFor();
    expect(page.url()).toContain(orderId);
    await expectAccessible(page);

    const lines = page.getByRole('table').getByRole('button', { expanded: false });
    await lines.first().click();
    await page.getByRole('button', { expanded: true }).waitFor();
    // To the millisecond: what happened within one second is told apart.
    await page
      .getByRole('time')
      .filter({ hasText: /:\d\d\.\d{3}/ })
      .first()
      .waitFor();
    await expectAccessible(page);

    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: en('log.export') }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8')
      .trimEnd()
      .split('\r\n');
    expect(download.suggestedFilename()).toBe('holdfast-log.csv');
    expect(file[0]).toMatch(/^at,kind,outcome,message,orderId/);
    expect(file.length).toBeGreaterThan(4);
    expect(file.slice(1).every((line) => line.includes(orderId))).toBe(true);
  });

  test('the log is narrowed by kind and outcome, and says when nothing is left', async () => {
    const { page } = visitor;
    await visitor.go('#/log');
    await page.getByRole('combobox', { name: en('column.kind') }).selectOption('update');
    await page.getByRole('button', { name: en('filter.apply'), exact: true }).click();
    await page.waitForURL(/kind=update/);
    const rows = page.getByRole('table').getByRole('row');
    await rows.nth(1).waitFor();
    await page.getByRole('combobox', { name: en('column.outcome') }).selectOption('parked');
    await page.getByRole('button', { name: en('filter.apply'), exact: true }).click();
    await page.waitForURL(/outcome=parked/);
    await page.getByRole('table').waitFor({ state: 'detached' });
    await expectAccessible(page);
    await page
      .getByRole('form')
      .getByRole('button', { name: en('filter.clear') })
      .click();
    await rows.nth(5).waitFor();
  });
});
