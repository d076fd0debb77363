import { isOneOf } from '@holdfast/node/http/same-secret';
import type { Context } from 'koa';
import { knowSender } from '../http/senders';
import { clientOf } from '../http/session/client-of';
import type { GuessLimit } from '../http/session/guess-limit';
import type { Caller } from './caller';

export type Admitted =
  | { kind: 'caller'; caller: Caller }
  | { kind: 'stranger' }
  | { kind: 'wait'; waitMs: number };

const LONGEST_NAMED = 60;

/** Whose key pair the request carries, in VTEX's own headers. Every pair is compared, so that time tells nothing. */
export function authenticate(ctx: Context, callers: readonly Caller[], guesses: GuessLimit): Admitted {
  const appKey = ctx.get('x-vtex-api-appkey');
  const appToken = ctx.get('x-vtex-api-apptoken');
  if (appKey === '' && appToken === '') return { kind: 'stranger' };
  // With the key: a script with a wrong token keeps no other system of the same network from writing.
  const client = `${clientOf(ctx)} ${appKey.slice(0, LONGEST_NAMED)}`;
  const waitMs = guesses.waitBeforeGuessMs(client);
  if (waitMs !== null) return { kind: 'wait', waitMs };
  const found = callers.filter((one) => {
    const isKey = isOneOf(appKey, [one.appKey]);
    return isOneOf(appToken, [one.appToken]) && isKey;
  });
  const [caller] = found;
  if (caller === undefined) {
    guesses.wasWrong(client);
    return { kind: 'stranger' };
  }
  knowSender(ctx.req);
  return { kind: 'caller', caller };
}
