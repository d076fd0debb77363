import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { ADMIN_TOKEN } from '../flows/environment';
import { findChromium } from './find-chromium';

export interface PanelPage {
  page: Page;
  /** Opens an address inside the panel: `#/log`. */
  go(hash: string): Promise<void>;
  signIn(token?: string): Promise<void>;
  /** The server is about to refuse something, on purpose: the browser writes that to its console. */
  expectRefusal(status: number): void;
  /** Fails when a request left the panel's own server, or something was wrong with the page. */
  nothingWrong(): void;
  close(): Promise<void>;
}

export interface PanelBrowser {
  open(base: string, options?: { width?: number; height?: number; locale?: string }): Promise<PanelPage>;
  close(): Promise<void>;
}

const found = findChromium();
if (found === null) {
  process.stderr.write('SKIPPED: no Chromium here; set CHROMIUM_PATH to run the tests in a browser.\n');
}
/** `describe`, or skipped where there is no browser. */
export const describeInBrowser = found === null ? describe.skip : describe;

export async function startBrowser(): Promise<PanelBrowser> {
  if (found === null) throw new Error('there is no Chromium');
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    // Only pages of our own are opened; Chromium's sandbox wants rights that a container or root does not give.
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'],
    env: { ...process.env, ...found.environment } as Record<string, string>,
  });
  return {
    open: (base, options = {}) => openPanel(browser, base, options),
    close: () => browser.close(),
  };
}

async function openPanel(
  browser: Browser,
  base: string,
  { width = 1280, height = 900, locale = 'en-US' }: { width?: number; height?: number; locale?: string },
): Promise<PanelPage> {
  const context = await browser.newContext({ viewport: { width, height }, locale, timezoneId: 'UTC' });
  context.setDefaultTimeout(30_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: base });
  const outside = await keepInside(context, base);
  const page = await context.newPage();
  const wrong: string[] = [];
  const refusals = new Set<number>();
  page.on('pageerror', (error) => wrong.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return;
    const status = /the server responded with a status of (\d+)/.exec(message.text())?.[1];
    if (!refusals.has(Number(status))) wrong.push(`${message.type()}: ${message.text()}`);
  });
  await page.goto(`${base}/`);
  return {
    page,
    async go(hash) {
      await page.goto(`${base}/admin/${hash}`);
    },
    async signIn(token = ADMIN_TOKEN) {
      await page.getByLabel('Admin token').fill(token);
      await page.getByRole('button', { name: 'Sign in' }).click();
    },
    expectRefusal: (status) => void refusals.add(status),
    nothingWrong() {
      expect({ outside, wrong }).toEqual({ outside: [], wrong: [] });
    },
    close: () => context.close(),
  };
}

/** Whatever is asked of anybody else is noted, and does not get there. */
async function keepInside(context: BrowserContext, base: string): Promise<string[]> {
  const outside: string[] = [];
  const isOwn = (address: string) => /^(data|blob):/.test(address) || new URL(address).origin === base;
  context.on('request', (request) => {
    if (!isOwn(request.url())) outside.push(request.url());
  });
  await context.route(
    (url) => !isOwn(url.href),
    (route) => route.abort(),
  );
  return outside;
}
