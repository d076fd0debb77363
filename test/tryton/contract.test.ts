import { describeConnector, type ErpBehaviour } from '../connector-contract/connector-contract';
import { productOf, STOCK } from './fill-tryton';
import { openConnector } from './open-connector';
import { login } from './rpc';
import { type GateMode, openRpcGate } from './rpc-gate';
import { type RunningTryton, startTryton } from './start-tryton';
import { trytonBooks } from './tryton-books';

let tryton: RunningTryton;
beforeAll(async () => {
  tryton = await startTryton('contract');
});
afterAll(() => tryton.stop());

const MODES: Record<ErpBehaviour, GateMode> = {
  accept: 'open',
  busy: 'busy',
  away: 'away',
  reject: 'reject',
};

describeConnector(
  'tryton, a real one',
  async () => {
    const gate = await openRpcGate(tryton.url);
    let laterMs = 0;
    return {
      connector: openConnector({ ...tryton, url: gate.url }, {}, () => Date.now() + laterMs),
      async appear(skuId) {
        const person = await login(tryton);
        person.use({ company: 1 });
        await person.call('product.template.create', [productOf(skuId)]);
        laterMs += 60_000;
      },
      async behave(behaviour) {
        gate.mode = MODES[behaviour];
      },
      booked: () => trytonBooks(tryton),
      close: () => gate.close(),
    };
  },
  { onHand: STOCK['7'], tellsMissing: true },
);
