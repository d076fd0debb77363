import { asSkuId, asWarehouseId } from '@holdfast/node/core/id';
import { readText } from '@holdfast/node/http/read-text';
import type { Context, Middleware } from 'koa';
import { sayTooMany } from '../http/session/admission';
import type { GuessLimit } from '../http/session/guess-limit';
import { authenticate } from './authenticate';
import type { Caller } from './caller';
import { matches } from './etag';
import { type GuardServices, guardWrite } from './guard-write';
import { type Asked, askedOf } from './inventory-paths';
import { passRead, type ReadServices } from './pass-read';
import { readWrite } from './read-write';
import { type ShadowServices, shadowWrite } from './shadow-write';
import { refuse, repeat } from './vtex-answer';

export interface GatewayOptions extends ReadServices, GuardServices, ShadowServices {
  store: ReadServices['store'] & GuardServices['store'];
  /** Without any there is no gateway. */
  callers(): readonly Caller[];
  guesses: GuessLimit;
}

/** VTEX's bodies have some hundred bytes. */
const LONGEST_BODY = 16 * 1024;

/**
 * VTEX's own inventory endpoints: reads are VTEX's truth, and each write passes the gate (or goes through, in shadow
 * mode). Answers, refusals and their bodies are VTEX's, so that a program written for VTEX needs another address and key
 * and nothing else. Whatever is not inventory is not met here.
 */
export function gatewayRoutes(options: GatewayOptions): Middleware {
  return async (ctx, next) => {
    const callers = options.callers();
    const asked = askedOf(ctx.method, ctx.path);
    if (callers.length === 0 || asked.kind === 'other') return next();
    const admitted = authenticate(ctx, callers, options.guesses);
    if (admitted.kind === 'wait') return sayTooMany(ctx, admitted.waitMs);
    if (admitted.kind === 'stranger') return refuse(ctx, 401, 'Unauthorized access');
    await answer(options, ctx, admitted.caller, asked);
  };
}

async function answer(options: GatewayOptions, ctx: Context, caller: Caller, asked: Asked): Promise<void> {
  switch (asked.kind) {
    case 'read':
      return passRead(options, ctx, asked.read, asked.ids);
    case 'write':
      return write(options, ctx, caller, asked);
    case 'bad-id':
      return refuse(ctx, 400, 'The request is invalid.');
    case 'not-served':
      return refuse(ctx, 501, NOT_SERVED);
    default:
      return refuse(ctx, 404, 'There is nothing here.');
  }
}

const NOT_SERVED =
  'The Holdfast gateway takes PUT .../inventory/skus/{skuId}/warehouses/{warehouseId} and PATCH .../quantity of it; this call could change stock unseen and is not served.';

async function write(
  options: GatewayOptions,
  ctx: Context,
  caller: Caller,
  asked: Extract<Asked, { kind: 'write' }>,
): Promise<void> {
  const text = await readText(ctx.req, LONGEST_BODY);
  if (text.kind === 'too-long') {
    ctx.set('Connection', 'close');
    return refuse(ctx, 413, 'The body is longer than 16 KiB.');
  }
  const read = text.kind === 'text' ? readWrite(text.text, asked.partly) : null;
  if (read?.kind !== 'write') return refuse(ctx, 400, read?.message ?? 'The request is invalid.', read?.code);
  const { skuId, warehouseId } = asked;
  const position = { skuId: asSkuId(skuId), warehouseId: asWarehouseId(warehouseId) };
  const match = await matches(options, position, ctx.get('if-match'));
  if (match.kind === 'not-known') return refuse(ctx, 503, 'VTEX gave no answer to compare If-Match with.');
  const isNext = match.kind === 'matches' && (await options.writes.add(position, match.expected));
  if (!isNext) return refuse(ctx, 412, 'The stock has changed since it was read: read it again.');
  if (caller.mode === 'shadow') {
    const through = { caller, position, write: read.write, method: asked.method, body: read.body };
    return repeat(ctx, await shadowWrite(options, through));
  }
  await guardWrite(options, caller, position, read.write);
  if (asked.method === 'PATCH') {
    ctx.status = 204;
    return;
  }
  ctx.type = 'application/json';
  ctx.body = 'true';
}
