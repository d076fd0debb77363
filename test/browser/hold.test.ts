import { until } from '../flows/until';
import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { readPicture } from './read-picture';
import { en } from './words';

jest.setTimeout(TEST_WITHIN_MS);

describeInBrowser('the watermark picture', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;
  beforeAll(async () => {
    panel = await startPanelFlow({
      environment: { HOLDFAST_MODE: 'recommend' },
      stock: { held: 40, mixed: 40 },
    });
    visitor = await panel.visit();
  }, START_WITHIN_MS);
  afterAll(() => panel.end());
  afterEach(() => visitor.nothingWrong());

  const planOf = (skuId: string) => panel.flow.holdfast.admin.position(skuId);
  /** Orders are acknowledged some time apart, so that a line fits between them. */
  const later = async (sell: () => string) => {
    const startedAt = Date.now();
    return until('room for the guard gap', () => (Date.now() - startedAt > 200 ? sell() : null));
  };

  test('of a held position: the oldest order is open, nothing can pass it, and it is named', async () => {
    const { page } = visitor;
    const { flow } = panel;
    const open = flow.sell('held', 2);
    const settled = await later(() => flow.sell('held', 1, 'invoiced'));
    await until('held by the open order', async () => {
      const evidence = (await planOf('held'))?.currentPlan?.evidence;
      return evidence?.kind === 'hold' && evidence.blockedBy?.orderId === open && evidence.kept.length === 2;
    });
    await visitor.go('#/stock');
    await page.getByRole('link', { name: /held/ }).first().click();
    const picture = await readPicture(page);
    expect(picture.line).toMatchObject({ label: en('picture.cannot-pass') });
    expect(picture.marks.map(({ orderId, isSettled }) => ({ orderId, isSettled }))).toEqual([
      { orderId: open, isSettled: false },
      { orderId: settled, isSettled: true },
    ]);
    expect(picture.marks.every(({ x }) => x > (picture.line?.x ?? Number.POSITIVE_INFINITY))).toBe(true);
    expect(picture.name).toContain(open);
    await page.getByText(en('picture.blocks', { name: open, number: 1 })).waitFor();
    await expectAccessible(page);
  });

  test('of a recommended removal: the line stands between what is let go and the first open order', async () => {
    const { page } = visitor;
    const { flow } = panel;
    const first = flow.sell('mixed', 3, 'invoiced');
    const open = await later(() => flow.sell('mixed', 2));
    const behind = await later(() => flow.sell('mixed', 1, 'invoiced'));
    await until('a removal that keeps the open order', async () => {
      const evidence = (await planOf('mixed'))?.currentPlan?.evidence;
      return evidence?.kind === 'remove' && evidence.kept.length === 2;
    });
    await visitor.go('#/stock/mixed/main');
    const picture = await readPicture(page);
    expect(picture.line).toMatchObject({ label: en('picture.watermark') });
    expect(picture.marks.map(({ orderId, isSettled }) => ({ orderId, isSettled }))).toEqual([
      { orderId: first, isSettled: true },
      { orderId: open, isSettled: false },
      { orderId: behind, isSettled: true },
    ]);
    const [released, kept, waiting] = picture.marks.map(({ x }) => x) as [number, number, number];
    const x = picture.line?.x ?? Number.NaN;
    expect(released).toBeLessThan(x);
    expect(x).toBeLessThan(kept);
    expect(kept).toBeLessThan(waiting);
    await expectAccessible(page);
  });

  test('follows when the open order leaves', async () => {
    const { page } = visitor;
    const { model } = panel.flow.sandbox.store;
    await visitor.go('#/stock/held/main');
    const before = await readPicture(page);
    const open = before.marks[0]?.orderId ?? '';
    model.invoice(open);
    await page.getByText(en('picture.blocks', { name: open, number: 1 })).waitFor({ state: 'detached' });
    await until('both are settled, and the line is behind them', async () => {
      const { marks, line } = await readPicture(page);
      return marks.length === 2 && marks.every((mark) => mark.isSettled && line !== null && mark.x < line.x);
    });
  });

  test('in a narrow window nothing is cut off', async () => {
    const narrow = await panel.visit({ width: 360, height: 740 });
    await narrow.go('#/stock/mixed/main');
    const { marks, width, line } = await readPicture(narrow.page);
    expect(marks).toHaveLength(3);
    expect(width).toBeLessThanOrEqual(360);
    for (const x of [...marks.map((mark) => mark.x), line?.x ?? Number.NaN]) {
      expect(x).toBeGreaterThan(0);
      expect(x).toBeLessThan(width);
    }
    await expectAccessible(narrow.page);
    narrow.nothingWrong();
    await narrow.close();
  });
});
