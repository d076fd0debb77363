import { type Flow, type FlowOptions, startFlow } from '../flows/flow';
import { buildPanel } from './build-panel';
import { type PanelBrowser, type PanelPage, startBrowser } from './panel-browser';

export interface PanelFlow {
  flow: Flow;
  browser: PanelBrowser;
  /** A new visitor, signed in. */
  visit(options?: Parameters<PanelBrowser['open']>[1]): Promise<PanelPage>;
  end(): Promise<void>;
}

/** A store, an ERP, Holdfast between them with its panel built, and a browser before it. */
export async function startPanelFlow(options: FlowOptions = {}): Promise<PanelFlow> {
  await buildPanel();
  const flow = await startFlow(options);
  const browser = await startBrowser();
  return {
    flow,
    browser,
    async visit(more) {
      const visitor = await browser.open(flow.holdfast.url, more);
      await visitor.signIn();
      return visitor;
    },
    async end() {
      await browser.close();
      await flow.end();
    },
  };
}

/** Building the panel on a machine that does other things too takes a while. */
export const START_WITHIN_MS = 240_000;
export const TEST_WITHIN_MS = 180_000;
