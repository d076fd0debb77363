import { expectAccessible } from './accessible';
import { describeInBrowser, type PanelPage } from './panel-browser';
import { type PanelFlow, START_WITHIN_MS, startPanelFlow, TEST_WITHIN_MS } from './panel-flow';
import { en, wordsIn } from './words';

jest.setTimeout(TEST_WITHIN_MS);

describeInBrowser('signing in to the panel', () => {
  let panel: PanelFlow;
  let visitor: PanelPage;
  beforeAll(async () => {
    panel = await startPanelFlow();
  }, START_WITHIN_MS);
  afterAll(() => panel.end());
  beforeEach(async () => {
    visitor = await panel.browser.open(panel.flow.holdfast.url);
  });
  afterEach(async () => {
    visitor.nothingWrong();
    await visitor.close();
  });

  const heading = (name: string) => visitor.page.getByRole('heading', { level: 1, name });
  const signedIn = () => heading(en('overview.title')).waitFor();

  test('a wrong token is refused in words, the right one opens the overview and is kept nowhere', async () => {
    const { page } = visitor;
    await heading(en('sign-in.title')).waitFor();
    expect(new URL(page.url()).pathname).toBe('/admin/');
    await expectAccessible(page);
    visitor.expectRefusal(401);
    await visitor.signIn('not-the-token');
    await page.getByText(en('sign-in.wrong-token')).waitFor();
    await expectAccessible(page);
    await visitor.signIn();
    await signedIn();
    const readable = await page.evaluate(() =>
      JSON.stringify([document.cookie, { ...localStorage }, { ...sessionStorage }]),
    );
    expect(readable).not.toMatch(/flow-admin-token|holdfast_session/);
    const [cookie] = await page.context().cookies();
    expect(cookie).toMatchObject({ name: 'holdfast_session', httpOnly: true, sameSite: 'Strict' });
  });

  test('a signed-in browser stays so over a reload, and leaves for good', async () => {
    const { page } = visitor;
    await visitor.signIn();
    await signedIn();
    await visitor.go('#/log');
    await page.reload();
    await heading(en('log.title')).waitFor();
    await page.getByRole('button', { name: en('sign-in.sign-out') }).click();
    await heading(en('sign-in.title')).waitFor();
    await page.reload();
    await heading(en('sign-in.title')).waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });

  test('a session that ended elsewhere leads back to the sign-in, not to an error', async () => {
    const { page } = visitor;
    await visitor.signIn();
    await signedIn();
    visitor.expectRefusal(401);
    await page.context().clearCookies();
    // The overview reads again by itself.
    await heading(en('sign-in.title')).waitFor();
  });

  test('the language is chosen, kept, and written on the page for who reads it aloud', async () => {
    const { page } = visitor;
    await visitor.signIn();
    await signedIn();
    for (const [language, before] of [
      ['pt', 'en'],
      ['es', 'pt'],
    ] as const) {
      await page.getByLabel(wordsIn(before)('navigation.language')).selectOption(language);
      await heading(wordsIn(language)('overview.title')).waitFor();
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      await expectAccessible(page);
    }
    await page.reload();
    await heading(wordsIn('es')('overview.title')).waitFor();
  });

  test("a visitor's own language comes first", async () => {
    const brazilian = await panel.browser.open(panel.flow.holdfast.url, { locale: 'pt-BR' });
    await brazilian.page.getByRole('heading', { name: wordsIn('pt')('sign-in.title') }).waitFor();
    brazilian.nothingWrong();
    await brazilian.close();
  });

  test('with the keyboard alone', async () => {
    const { page } = visitor;
    await page.getByLabel(en('sign-in.token')).focus();
    await page.keyboard.type('flow-admin-token-0123456789');
    await page.keyboard.press('Enter');
    await signedIn();
    const link = page.getByRole('link', { name: en('log.title'), exact: true });
    for (let turn = 0; turn < 25; turn += 1) {
      if (await link.evaluate((one) => one === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await heading(en('log.title')).waitFor();
  });
});
