import { readText } from '../../http/read-text';
import { HOOK_KEY_HEADER } from '../../listeners/keep-hook';
import { hookChain } from '../../middlewares/hook/chain';
import type { HookContext } from '../../middlewares/hook/context';
import { HOOK_BODY_LIMIT } from '../../middlewares/hook/parse-notification';
import { ring } from '../host/serve-work';
import { beginTaking, doorsOf, intakeOf } from '../host/taking';
import { type Answer, failure, type Handle, unavailable } from './route-edge';

/** `POST /_v/holdfast/hook`: VTEX's notification or its ping. 200 only once the work is written. */
export const hookRoute: Handle = async (ctx, open) => {
  if (ctx.method !== 'POST') return failure(405, 'This is a POST route.', { allow: 'POST' });
  const loaded = await open.settings();
  if (loaded.kind === 'unavailable') return unavailable("The app's settings cannot be read; send it again.");
  const run = beginTaking(open, loaded);
  const hook: HookContext = {
    account: open.account,
    hookSecrets: doorsOf(loaded).accessKey ?? [],
    receivedKey: ctx.get(HOOK_KEY_HEADER) || undefined,
    readBody: () => readText(ctx.req, HOOK_BODY_LIMIT),
    intake: intakeOf(run),
    message: null,
    taken: null,
    reply: null,
  };
  await hookChain(hook);
  if (loaded.kind === 'good') await ring(open, run);
  return answerOf(hook.reply);
};

function answerOf(reply: HookContext['reply']): Answer {
  if (reply === null) return failure(400, 'Not understood.');
  if (reply.status === 503) return unavailable(reply.message);
  return reply.status === 200
    ? { status: 200, body: { message: reply.message } }
    : failure(reply.status, reply.message, reply.hangUp && { connection: 'close' });
}
