import { hookChain } from '@holdfast/node/middlewares/hook/chain';
import type { HookContext, TakenNotification } from '@holdfast/node/middlewares/hook/context';
import fc from 'fast-check';
import { edited, edits } from './edits';

const SECRET = 'the-secret-of-the-hook';
const NOTIFICATION = {
  Domain: 'Fulfillment',
  OrderId: 'v52277740atmc-01',
  State: 'ready-for-handling',
  LastState: 'window-to-cancel',
  LastChange: '2019-08-14T17:11:39.2550122Z',
  CurrentChange: '2019-08-14T17:12:48.0965893Z',
  Origin: { Account: 'mystore', Key: 'vtexappkey-appvtex' },
};

/** A notification that was changed, as text; now and then the text itself is cut or broken. */
const body = fc
  .record({
    edits,
    cut: fc.option(fc.nat(400), { freq: 8 }),
    insert: fc.option(fc.string({ unit: 'binary' }), { freq: 8 }),
  })
  .map(({ edits: all, cut, insert }) => {
    const text = JSON.stringify(edited(NOTIFICATION, all)) ?? '';
    const broken = cut === null ? text : text.slice(0, cut);
    return insert === null ? broken : broken.slice(0, 40) + insert + broken.slice(40);
  });

/** Sends so many bodies through the hook's chain; throws with the first that is answered or kept as none may be. */
export async function fuzzHook(runs: number, seed: number): Promise<Record<number, number>> {
  const answers: Record<number, number> = {};
  const keptId = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
  await fc.assert(
    fc.asyncProperty(body, async (text) => {
      const taken: TakenNotification[] = [];
      const ctx: HookContext = {
        account: 'mystore',
        hookSecrets: [SECRET],
        receivedKey: SECRET,
        readBody: async () => ({ kind: 'text', text }),
        intake: {
          take: async (one) => {
            taken.push(one);
            return { kind: 'durable' };
          },
        },
        message: null,
        taken: null,
        reply: null,
      };
      await hookChain(ctx);
      const status = ctx.reply?.status ?? 0;
      answers[status] = (answers[status] ?? 0) + 1;
      if (![200, 400, 401].includes(status)) throw new Error(`answered ${status}`);
      for (const { entry } of taken) {
        if (status !== 200) throw new Error('taken, and not acknowledged');
        if (!keptId.test(entry.orderId ?? '')) throw new Error(`an id that cannot be kept: ${entry.orderId}`);
        // What PostgreSQL keeps as jsonb has neither NUL nor half a character.
        if (/\\u0000|\\ud[89a-f]/i.test(JSON.stringify(entry))) throw new Error('a line that cannot be kept');
      }
    }),
    { seed, numRuns: runs },
  );
  return answers;
}
