import type { ReconciliationView } from '@holdfast/node/api/schemas/reconciliation';
import { erpShelf } from '../flows/erp-shelf';
import { foundIn } from '../flows/reconcile-now';
import { until } from '../flows/until';
import { onServer } from '../postgres/template-database';
import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { en, wordsIn } from './words';

jest.setTimeout(TEST_WITHIN_MS);
const NOTHING = { late: 0, 'lost-reservation': 0, 'foreign-update': 0, 'erp-only-movement': 0, unknown: 0 };
const STOCK = { lamp: 20, calm: 20, tin: 50, vase: 20 };

describeInBrowser('the books, compared and repaired', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;
  const shelf = erpShelf(() => panel.flow.sandbox, STOCK);
  beforeAll(async () => {
    panel = await startPanelFlow({ stock: STOCK, readStock: shelf.readStock, swept: true });
    visitor = await panel.visit();
  }, START_WITHIN_MS);
  afterAll(() => panel.end());
  beforeEach(() => visitor.go('#/reconciliations'));
  afterEach(() => visitor.nothingWrong());

  const nameOf = (skuId: string) => en('position.name', { skuId, warehouseId: 'main' });
  const cardOf = (skuId: string) => visitor.page.getByRole('article', { name: nameOf(skuId), exact: true });
  const repairButton = (skuId: string) =>
    visitor.page.getByRole('button', {
      name: en('books.repair-named', { name: nameOf(skuId) }),
      exact: true,
    });
  const totalOf = (skuId: string) =>
    panel.flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId)?.total;
  const booked = (orderId: string) =>
    until(`${orderId} is booked`, () =>
      panel.flow.sandbox.erp.books
        .reservations()
        .find((one) => one.orderId === orderId && one.status === 'acknowledged'),
    );
  /** Somebody sets the total in VTEX's admin, with no date: whatever is acknowledged is released. */
  const editInVtex = (skuId: string, quantity: number) =>
    panel.flow.sandbox.store.model.updateInventory(skuId, 'main', { quantity, unlimited: false });

  /** As if no order had been read or changed for an hour: nothing of theirs is a moment behind any more. */
  async function settle(): Promise<void> {
    await panel.flow.ageRecord();
    await onServer(panel.flow.databaseUrl, async (client) => {
      await client.query(
        `update holdfast.orders set reading = jsonb_set(reading, '{changedAt}', to_jsonb(
           to_char((now() - interval '1 hour') at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"0Z"')))`,
      );
    });
  }

  /** Presses the button; the report, once the page that opened shows that there is one. */
  async function compare(): Promise<ReconciliationView> {
    const { page } = visitor;
    await page.getByRole('button', { name: en('books.compare'), exact: true }).click();
    await page.waitForURL(/reconciliations\/./);
    await page.getByRole('region', { name: en('books.sums') }).waitFor();
    return panel.flow.holdfast.admin.reconciliation(page.url().split('/').pop() ?? '');
  }

  test('before the first comparison the page says so; then one is begun, followed, and listed', async () => {
    const { page } = visitor;
    for (const orderId of [
      panel.flow.sell('lamp', 3),
      panel.flow.sell('lamp', 2),
      panel.flow.sell('calm', 1),
      panel.flow.sell('tin', 1),
    ])
      await booked(orderId);
    await settle();
    await page.getByText(en('books.empty')).waitFor();
    await expectAccessible(page);
    expect(foundIn(await compare())).toEqual([]);
    await page.getByRole('status').getByText(en('books.equal')).waitFor();
    await expectAccessible(page);
    await page
      .getByRole('navigation')
      .getByRole('link', { name: en('books.title') })
      .click();
    const row = page.getByRole('row').filter({ hasText: en('books.by-person') });
    await row.getByText(en('books.state-done'), { exact: true }).waitFor();
    expect(await row.getByRole('cell').nth(3).textContent()).toBe('3');
    expect(await row.getByRole('cell').nth(4).textContent()).toBe('0');
    await expectAccessible(page);
  });

  test('an update from outside is seen with its class and its numbers, and repaired from the report', async () => {
    const { page } = visitor;
    editInVtex('lamp', 25);
    await settle();
    const report = await compare();
    // What the ERP has besides is late or not, as the clock will have it.
    expect(foundIn(report).sort()).toEqual(
      expect.arrayContaining([
        'lamp: foreign-update, total 5',
        'lamp: lost-reservation, reserved -2',
        'lamp: lost-reservation, reserved -3',
      ]),
    );
    await page
      .getByRole('alert')
      .getByText(en('books.differ', { count: report.unexplained }))
      .waitFor();
    const card = cardOf('lamp');
    await card.getByText(en('books.class-lost-reservation'), { exact: true }).waitFor();
    await card.getByText(en('books.lost', { units: '5 units', count: 5, orders: 2 })).waitFor();
    await card.getByText(en('books.foreign-added', { units: '5 units', expected: 20, found: 25 })).waitFor();
    const ledger = await card.getByRole('row').allInnerTexts();
    expect(ledger.slice(1).map((row) => row.split('\t').slice(1))).toEqual([
      ['5', '0', '-5'],
      ['20', '25', '+5'],
      ['25', '20', '-5'],
      ['5', '5', '0'],
    ]);
    const [lost] = report.lines[0]?.differences ?? [];
    expect(await card.getByRole('link', { name: lost?.orderIds[0] }).getAttribute('href')).toBe(
      `#/orders/${lost?.orderIds[0]}`,
    );
    expect(await card.getByRole('link', { name: nameOf('lamp') }).getAttribute('href')).toBe(
      '#/stock/lamp/main',
    );
    expect(await page.getByRole('article').count()).toBe(1);
    await expectAccessible(page);

    await page.getByRole('checkbox', { name: en('bulk.all') }).check();
    const selected = page.getByRole('button', {
      name: en('books.repair-selected', { count: 1 }),
      exact: true,
    });
    await selected.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(nameOf('lamp')).waitFor();
    await expectAccessible(page);
    // Nothing happens before it is confirmed.
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(
      (await panel.flow.holdfast.admin.reconciliation(report.reconciliationId)).lines[0]?.repair,
    ).toBeNull();
    expect(totalOf('lamp')).toBe(25);

    await until('the loss is proposed', async () =>
      (await panel.flow.holdfast.admin.plans('state=proposed&skuId=lamp')).some(
        ({ evidence }) => evidence.attentions[0]?.propose?.kind === 'repair',
      ),
    );
    await selected.click();
    await dialog.getByRole('textbox', { name: en('books.note') }).fill('edited by hand in the store');
    await dialog.getByRole('button', { name: en('books.repair'), exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText(en('books.repairs-started', { count: 1 })).waitFor();
    await card.getByText(en('plan-state.executed'), { exact: true }).waitFor();
    await until('the result has the focus', () =>
      page
        .getByText(en('books.repairs-started', { count: 1 }))
        .evaluate((said) => said.ownerDocument.activeElement === said.closest('[tabindex="-1"]')),
    );
    expect(totalOf('lamp')).toBe(20);
    expect(await repairButton('lamp').count()).toBe(0);
    await expectAccessible(page);
    const [plan] = await panel.flow.holdfast.admin.plans('state=executed&skuId=lamp');
    expect(plan).toMatchObject({ decidedBy: 'An admin', decisionNote: 'edited by hand in the store' });
  });

  test('the overview tells what was found, and leads there', async () => {
    const { page } = visitor;
    await visitor.go('#/');
    await page.getByText(/The last comparison of the books, /).waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: en('books.see'), exact: true }).click();
    await cardOf('lamp').getByText(en('plan-state.executed'), { exact: true }).waitFor();
  });

  test('while the comparisons cannot be read nobody says that all is well', async () => {
    const { page } = visitor;
    const address = /reconciliations\?limit=/;
    visitor.expectRefusal(503);
    await page.context().route(address, (route) => route.fulfill({ status: 503, body: '{}' }));
    const refused = page.waitForResponse(address);
    await visitor.go('#/');
    await refused;
    await page.waitForTimeout(500);
    expect(await page.getByText(en('overview.all-well')).count()).toBe(0);
    await page.context().unroute(address);
  });

  test('goods that only the ERP knows of become a stock count, told in Portuguese', async () => {
    const { page } = visitor;
    const pt = wordsIn('pt');
    shelf.move('tin', 12);
    panel.flow.sandbox.store.model.deliverGoods('tin', 'main', 12);
    await settle();
    expect(foundIn(await compare())).toContain('tin: erp-only-movement, on-hand 12');
    await page.getByLabel(en('navigation.language')).selectOption('pt');
    const name = pt('position.name', { skuId: 'tin', warehouseId: 'main' });
    const card = page.getByRole('article', { name, exact: true });
    await card.getByText(pt('books.erp-more', { units: '12 unidades', count: 12 })).waitFor();
    await expectAccessible(page);
    await card.getByRole('button').click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: pt('books.repair'), exact: true })
      .click();
    await card.getByText(pt('plan-state.executed'), { exact: true }).waitFor();
    expect(totalOf('tin')).toBe(62);
    await visitor.go('#/stock');
    await page.getByText(pt('plan-kind.count'), { exact: true }).waitFor();
    await page.getByLabel(pt('navigation.language')).selectOption('en');
  });

  test('where the host keeps none it says so calmly, and offers nothing', async () => {
    const { page } = visitor;
    const why = 'This host keeps no reconciliations.';
    visitor.expectRefusal(404);
    await page
      .context()
      .route('**/_v/holdfast/api/reconciliations**', (route) =>
        route.fulfill({ status: 404, json: { error: why } }),
      );
    await visitor.go('#/');
    await visitor.go('#/reconciliations');
    await page.getByText(en('books.not-kept')).waitFor();
    await page.getByText(why).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await page.getByRole('button', { name: en('books.compare') }).count()).toBe(0);
    await expectAccessible(page);
    await page.context().unroute('**/_v/holdfast/api/reconciliations**');
    await page.reload();
    await page.getByRole('table').waitFor();
  });

  test('a comparison that cannot be begun, a failed one, and one that says little', async () => {
    const { page } = visitor;
    visitor.expectRefusal(503);
    const address = '**/_v/holdfast/api/reconciliations**';
    await page
      .context()
      .route(address, (route) =>
        route.request().method() === 'POST' ? route.fulfill({ status: 503, body: '{}' }) : route.fallback(),
      );
    await page.getByRole('button', { name: en('books.compare'), exact: true }).click();
    await page.getByText(en('failure.unavailable')).waitFor();
    await expectAccessible(page);
    await page.context().unroute(address);
    const [done] = await listed();
    const real = await panel.flow.holdfast.admin.reconciliation(done?.reconciliationId ?? '');
    const report = { ...real, reconciliationId: 'made-up' };
    const [line] = report.lines;
    const lost = {
      account: 'reserved',
      class: 'lost-reservation',
      units: -1,
      lockIds: ['L'],
      orderIds: [],
      message: '',
    };
    const answers = {
      running: { ...report, state: 'running', lines: [] },
      failed: { ...report, state: 'failed', message: 'It was cut off.', lines: [] },
      partial: {
        ...report,
        erp: null,
        erpMessage: 'It did not answer.',
        isComplete: false,
        notCompared: 3,
        differences: { ...NOTHING, late: 1, 'lost-reservation': 1 },
        lines: [
          {
            ...line,
            notCompared: 'VTEX did not answer',
            differences: [{ ...line?.differences[0], class: 'late', account: 'reserved', units: 0 }],
          },
          {
            ...line,
            skuId: 'vase',
            differences: [lost],
            repair: { kind: 'refused', planId: null, message: 'It has moved on.' },
          },
        ],
      },
    };
    let answer: object = answers.running;
    await page.context().route(/reconciliations\/made-up$/, (route) => route.fulfill({ json: answer }));
    await visitor.go('#/reconciliations/made-up');
    await page.getByRole('progressbar', { name: en('books.running') }).waitFor();
    await expectAccessible(page);
    // It is followed without anybody's doing.
    answer = answers.failed;
    await page.getByRole('alert').getByText('It was cut off.').waitFor();
    answer = answers.partial;
    await page.reload();
    await page.getByText('It did not answer.').waitFor();
    await page.getByText(en('books.incomplete')).waitFor();
    await page.getByText(en('books.busy')).waitFor();
    await page.getByText('VTEX did not answer').waitFor();
    await page.getByText(en('books.nothing-to-compare', { count: 2 })).waitFor();
    await expectAccessible(page);
    // More was counted than is listed: what became of the others cannot be told.
    answer = { ...answers.partial, differences: { ...NOTHING, late: 2, 'lost-reservation': 1 } };
    await page.reload();
    await page.getByText(en('books.cut', { count: 2 })).waitFor();
    expect(await page.getByText(en('books.nothing-to-compare', { count: 2 })).count()).toBe(0);
    // What was refused says why, and may be asked for again.
    await cardOf('vase').getByText('It has moved on.').waitFor();
    visitor.expectRefusal(404);
    await repairButton('vase').press('Enter');
    await page.getByRole('dialog').getByRole('textbox').waitFor();
    await page.keyboard.press('Tab');
    await page
      .getByRole('dialog')
      .getByRole('button', { name: en('books.repair'), exact: true })
      .press('Enter');
    await page.getByRole('alert').getByText('There is no such reconciliation.').waitFor();
    await expectAccessible(page);
    await page.context().unroute(/reconciliations\/made-up$/);
  });

  async function listed(): Promise<{ reconciliationId: string }[]> {
    const answer = await visitor.page.evaluate(async () =>
      (await fetch('/_v/holdfast/api/reconciliations?limit=5')).json(),
    );
    return (answer as { reconciliations: { reconciliationId: string }[] }).reconciliations;
  }
});
