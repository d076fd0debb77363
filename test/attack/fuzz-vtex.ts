import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import type { VtexAnswer, VtexTransport } from '@holdfast/node/clients/vtex/transport';
import { startStore } from '@holdfast/sandbox/store/start-store';
import { realTime } from '@holdfast/sandbox/time';
import { createAxiosTransport } from '@holdfast/server/vtex-http/axios-transport';
import fc from 'fast-check';
import { everyOperation, POSITION } from '../vtex-contract/every-operation';
import { edited, edits } from './edits';

type Name = keyof typeof everyOperation;
const NAMES = Object.keys(everyOperation) as Name[];

/** What the sandbox's store answers to each operation, rightly. */
async function rightAnswers(): Promise<Map<Name, VtexAnswer[]>> {
  const key = { appKey: 'vtexappkey-acme-ABCDEF', appToken: 'THE-TOKEN-OF-THE-STORE' };
  const store = await startStore({ port: 0, accountName: 'acme', ...key, seed: 3, time: realTime });
  const transport = createAxiosTransport({ baseUrl: store.url, keys: () => [key] });
  const answers = new Map<Name, VtexAnswer[]>();
  try {
    store.model.stock({ ...POSITION, quantity: 50 });
    const lines = [{ ...POSITION, quantity: 2 }];
    const { orderId } = store.model.placeOrder({ lines });
    store.model.advanceTo(orderId, 'invoiced');
    for (const name of NAMES) {
      const seen: VtexAnswer[] = [];
      const recording: VtexTransport = {
        async send(request) {
          // The order of the examples is not this one.
          const path = request.path
            .replace('v502556llux-01', orderId)
            .replace('00-1336411707838-01', `00-${orderId}`);
          const answer = await transport.send({ ...request, path });
          if (answer.kind === 'answer') seen.push(answer);
          return answer;
        },
      };
      await everyOperation[name](apiOn(recording));
      answers.set(name, seen);
    }
    return answers;
  } finally {
    transport.close();
    await store.stop();
  }
}

function apiOn(transport: VtexTransport) {
  return createVtexApi({
    transport,
    limiter: {
      take: async () => ({ waitMs: 0 }),
      tookCall: () => undefined,
      slowDown: async () => undefined,
    },
    now: () => 1_777_000_000_000,
    random: () => 0.5,
    sleep: async () => undefined,
  });
}

/** Changes what VTEX answers, so many times; throws with the first that an operation does not survive. */
export async function fuzzVtex(runs: number, seed: number): Promise<{ read: number; refused: number }> {
  const right = await rightAnswers();
  const figures = { read: 0, refused: 0 };
  const input = fc.record({
    name: fc.constantFrom(...NAMES),
    edits,
    status: fc.constantFrom(200, 200, 200, 200, 200, 200, 204, 301, 404, 409, 429, 500),
  });
  await fc.assert(
    fc.asyncProperty(input, async ({ name, edits: all, status }) => {
      let turn = 0;
      const answers = right.get(name) ?? [];
      const transport: VtexTransport = {
        async send() {
          const answer = answers[turn++ % answers.length];
          if (answer?.kind !== 'answer') throw new Error(`${name} was not answered by the store`);
          // A list that never ends is the caller's to bound, and has tests of its own.
          if (turn > 200) return { ...answer, status: 500 };
          return { ...answer, status, body: edited(answer.body, all) };
        },
      };
      const result = await everyOperation[name](apiOn(transport));
      const isRead = (result as { ok?: unknown }).ok;
      if (typeof isRead !== 'boolean') throw new Error(`${name} gave back neither an answer nor a failure`);
      figures[isRead ? 'read' : 'refused'] += 1;
    }),
    { seed, numRuns: runs },
  );
  return figures;
}
