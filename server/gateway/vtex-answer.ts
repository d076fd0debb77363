import type { Context } from 'koa';
import type { RawAnswer } from './raw-vtex';

/** As VTEX words what it refuses. */
export function refuse(ctx: Context, status: number, message: string, code = '1'): void {
  ctx.status = status;
  ctx.body = { error: { code, message, exception: null } };
}

/** What VTEX answered, as it came; or why there is none. */
export function repeat(ctx: Context, answer: RawAnswer): void {
  if (answer.kind === 'no-path') refuse(ctx, 400, 'The request is invalid.');
  else if (answer.kind === 'no-answer') refuse(ctx, 503, 'VTEX gave no answer.');
  else if (answer.kind === 'later') tooMany(ctx, String(Math.ceil(answer.waitMs / 1_000)));
  // Our own key was refused: that is for our people to mend, and no word on the caller's.
  else if (answer.status === 401 || answer.status === 403)
    refuse(ctx, 503, "VTEX refuses Holdfast's own key.");
  else body(ctx, answer);
}

function tooMany(ctx: Context, seconds: string): void {
  ctx.set('Retry-After', seconds);
  refuse(ctx, 429, 'Too many requests');
}

/** JSON, or a text. */
function body(ctx: Context, { status, headers, body }: Extract<RawAnswer, { kind: 'answer' }>): void {
  ctx.status = status;
  if (headers['retry-after'] !== undefined) ctx.set('Retry-After', headers['retry-after']);
  if (status === 204) return;
  const isText = typeof body === 'string';
  ctx.type = isText ? 'text/plain' : 'application/json';
  ctx.body = isText ? body : JSON.stringify(body ?? null);
}
