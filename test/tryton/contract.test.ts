import { describeConnector, type ErpBehaviour } from '../connector-contract/connector-contract';
import { STOCK } from './fill-tryton';
import { openConnector } from './open-connector';
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
    return {
      connector: openConnector(gate.url),
      async behave(behaviour) {
        gate.mode = MODES[behaviour];
      },
      booked: () => trytonBooks(tryton.url),
      close: () => gate.close(),
    };
  },
  { onHand: STOCK['7'] },
);
