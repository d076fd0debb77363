import { reconcileNow } from '../flows/reconcile-now';
import { until } from '../flows/until';
import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { en, type Language, wordsIn } from './words';

jest.setTimeout(TEST_WITHIN_MS);

/** Address, and the word that heads the page. */
const PAGES: [hash: string, title: string][] = [
  ['#/', 'overview.title'],
  ['#/recommendations', 'recommendations.title'],
  ['#/stock', 'stock.title'],
  ['#/orders', 'orders.title'],
  ['#/log', 'log.title'],
  ['#/deliveries', 'deliveries.title'],
  ['#/reconciliations', 'books.title'],
  ['#/settings', 'settings.title'],
];

describeInBrowser('every page', () => {
  let panel: PanelFlow;
  let orderId: string;
  let reconciliationId: string;
  beforeAll(async () => {
    panel = await startPanelFlow({ stock: { mug: 50, jar: 50 } });
    orderId = panel.flow.sell('mug', 2, 'invoiced');
    await panel.flow.untilRemoved([orderId]);
    panel.flow.sell('mug', 1);
    panel.flow.sell('jar', 1);
    panel.flow.sell('jar', 4, 'invoiced');
    ({ reconciliationId } = await reconcileNow(panel.flow.holdfast));
  }, START_WITHIN_MS);
  afterAll(() => panel.end());

  const addresses = () => [
    ...PAGES.map(([hash]) => hash),
    `#/orders/${orderId}`,
    '#/stock/mug/main',
    '#/stock/jar/main',
    `#/reconciliations/${reconciliationId}`,
    '#/reconciliations/nobody',
    '#/orders/nobody-01',
    '#/log?orderId=nobody',
  ];

  /** There is a heading, and nothing loads any more. */
  async function untilShown({ page }: PanelPage): Promise<void> {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page
      .locator('[role=status]', { hasText: en('state.loading') })
      .first()
      .waitFor({ state: 'detached' });
  }

  test('is accessible, fits its window, wide and narrow, and calls nobody but us', async () => {
    for (const width of [1280, 375]) {
      const visitor = await panel.visit({ width, height: 800 });
      visitor.expectRefusal(404);
      for (const address of addresses()) {
        await visitor.go(address);
        await untilShown(visitor);
        await expectAccessible(visitor.page);
        const overflow = await visitor.page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect([address, width, overflow]).toEqual([address, width, 0]);
      }
      visitor.nothingWrong();
      await visitor.close();
    }
  });

  test.each(['en', 'pt', 'es'] as Language[])('says everything in %s', async (language) => {
    const visitor = await panel.visit();
    const { page } = visitor;
    await page.getByLabel(en('navigation.language')).selectOption(language);
    const t = wordsIn(language);
    for (const [hash, title] of PAGES) {
      await visitor.go(hash);
      await page.getByRole('heading', { level: 1, name: t(title) }).waitFor();
      await page.getByRole('main').waitFor();
      // An id on the page is a word that nobody wrote.
      expect(await page.locator('body').textContent()).not.toMatch(/admin\/holdfast\./);
    }
    visitor.nothingWrong();
    await visitor.close();
  });

  test('the log speaks the language of who reads it, the opened line too', async () => {
    const visitor = await panel.visit();
    const { page } = visitor;
    await page.getByLabel(en('navigation.language')).selectOption('pt');
    await visitor.go(`#/orders/${orderId}`);
    const line = page.getByRole('button', {
      name: /2 do SKU mug no depósito main: (.* -> )?faturada\./,
    });
    await line.first().click();
    await page
      .getByRole('listitem')
      .getByText(/O (hook|feed) avisa: faturado\./)
      .first()
      .waitFor();
    await visitor.go('#/log');
    await page.getByText(/a atualização foi comprovada: 2 unidades saíram do total/).waitFor();
    // What nobody can tell in Portuguese is marked as English.
    expect(await page.getByRole('table').locator('[lang=en]').allTextContents()).toEqual([]);
    visitor.nothingWrong();
    await visitor.close();
  });

  test('is reached through the navigation, back and forth, and by its own address', async () => {
    const visitor = await panel.visit();
    const { page } = visitor;
    for (const [, title] of PAGES) {
      await page
        .getByRole('navigation')
        .getByRole('link', { name: en(title), exact: true })
        .click();
      await page.getByRole('heading', { level: 1, name: en(title) }).waitFor();
      const current = page.getByRole('navigation').locator('[aria-current=page]');
      expect(await current.textContent()).toBe(en(title));
    }
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: en('books.title') }).waitFor();
    visitor.nothingWrong();
    await visitor.close();
  });

  test('the server goes away: the page says so and comes back by itself', async () => {
    const visitor = await panel.visit();
    const { page } = visitor;
    await visitor.go('#/deliveries');
    await untilShown(visitor);
    await page
      .context()
      .route('**/_v/holdfast/api/**', (route) => route.fulfill({ status: 503, body: '{}' }));
    visitor.expectRefusal(503);
    await page.getByText(en('failure.unavailable')).waitFor();
    await expectAccessible(page);
    await page.context().unroute('**/_v/holdfast/api/**');
    await page.getByText(en('failure.unavailable')).waitFor({ state: 'detached' });
    visitor.nothingWrong();
    await visitor.close();
  });

  test('settings: the connector is asked, the hook registered again, a sweep run to its end', async () => {
    const visitor = await panel.visit();
    const { page } = visitor;
    await visitor.go('#/settings');
    await page.getByRole('button', { name: en('connector.check') }).click();
    await page.getByText(en('connector.healthy')).waitFor();
    await page.getByRole('button', { name: en('listener.register') }).click();
    await page.getByText(en('listener.registered')).waitFor();
    const before = (await panel.flow.holdfast.admin.overview()).listeners.sweep?.sweptAt;
    await page.getByRole('button', { name: en('sweep.start') }).click();
    await page.getByRole('progressbar').first().waitFor();
    await expectAccessible(page);
    await page.getByRole('progressbar').first().waitFor({ state: 'detached', timeout: 60_000 });
    expect((await panel.flow.holdfast.admin.overview()).listeners.sweep?.sweptAt).not.toBe(before);
    visitor.nothingWrong();
    await visitor.close();
  });

  test('what watches over these tests sees what it should', async () => {
    const image = await panel.visit();
    await image.page.evaluate(() => {
      document.body.append(Object.assign(new Image(), { src: 'https://elsewhere.example/pixel.png' }));
    });
    await expect(until('noticed', () => isWrong(image))).resolves.toBe(true);
    await image.close();
    const thrown = await panel.visit();
    await thrown.page.evaluate(() => void setTimeout(() => Promise.reject(new Error('lost'))));
    await expect(until('noticed', () => isWrong(thrown))).resolves.toBe(true);
    await thrown.close();
    const unnamed = await panel.visit();
    await untilShown(unnamed);
    await unnamed.page.evaluate(() =>
      document.querySelector('main')?.append(document.createElement('button')),
    );
    await expect(expectAccessible(unnamed.page)).rejects.toThrow('button-name');
    unnamed.nothingWrong();
    await unnamed.close();
  });
});

function isWrong(visitor: PanelPage): boolean {
  try {
    visitor.nothingWrong();
    return false;
  } catch {
    return true;
  }
}
