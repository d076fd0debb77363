import { execFile, spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { endAll } from './at-end';
import { type Flow, promisesKept, startFlow } from './flow';
import { callersOf, GATEWAY_KEY, GATEWAY_TOKEN } from './gateway-callers';
import { until } from './until';

const SCRIPT = resolve(__dirname, '../../docs/examples/push_stock.py');
const hasPython = spawnSync('python3', ['--version']).status === 0;

let flow: Flow;

/** The script as an integrator runs it; what it sends is what lies on the shelf. */
function push(skuId: string, quantity: number): Promise<{ code: number; out: string }> {
  const env = {
    PATH: process.env.PATH,
    VTEX_BASE_URL: flow.holdfast.url,
    VTEX_APP_KEY: GATEWAY_KEY,
    VTEX_APP_TOKEN: GATEWAY_TOKEN,
  };
  return new Promise((done) => {
    const script = execFile('python3', [SCRIPT], { env }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : 1, out: `${stdout}${stderr}` }),
    );
    script.stdin?.end(`${skuId},main,${quantity}\n`);
  });
}

const positionOf = (skuId: string) => {
  const found = flow.sandbox.store.model.oracle().positions.find((one) => one.skuId === skuId);
  if (!found) throw new Error(skuId);
  return found;
};

(hasPython ? describe : describe.skip)('a script written for VTEX (python3), pointed at the gateway', () => {
  beforeAll(async () => {
    flow = await startFlow({ stock: { mug: 60 }, environment: callersOf({}) });
  });
  afterAll(endAll);

  test('blind pushes all through a busy hour: nothing oversold, no open reservation discarded', async () => {
    const { model } = flow.sandbox.store;
    const open: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      open.push(flow.sell('mug', 2), flow.sell('mug', 1));
      if (round % 2 === 1) model.invoice(open.splice(1, 1)[0] ?? '');
      expect(await push('mug', positionOf('mug').physical)).toMatchObject({
        code: 0,
        out: expect.stringMatching(/ 200/),
      });
    }
    for (const orderId of open) model.invoice(orderId);
    await until('all is released', () => positionOf('mug').reserved === 0);
    await push('mug', positionOf('mug').physical);
    await until('the books are one', () => positionOf('mug').total === positionOf('mug').physical);
    promisesKept(flow.sandbox);
    const { balance } = (await (
      await fetch(`${flow.sandbox.store.url}/api/logistics/pvt/inventory/skus/mug`, {
        headers: {
          'x-vtex-api-appkey': flow.sandbox.store.appKey,
          'x-vtex-api-apptoken': flow.sandbox.store.appToken,
        },
      })
    ).json()) as { balance: { leadTime: string }[] };
    expect(balance[0]?.leadTime).toBe('2.00:00:00');
  });
});
