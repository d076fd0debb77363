import { type ReceiveServices, receiveCount } from '@holdfast/node/counts/receive-count';
import { readText } from '@holdfast/node/http/read-text';
import { hasBearer } from '@holdfast/node/http/same-secret';
import Router from '@koa/router';
import type { Context } from 'koa';
import { knowSender } from './senders';

export interface StockCountOptions extends ReceiveServices {
  /** None: counts are refused. */
  inboundTokens(): readonly string[];
  /** Somebody came with a wrong token. */
  turnedAway(): void;
}

const LONGEST_BODY = 16 * 1024;

/** `PUT /_v/holdfast/erp/stock/{skuId}/{warehouseId}`: what the ERP counted; see `receiveCount`. */
export function stockCountRoutes(options: StockCountOptions): Router {
  const router = new Router();
  router.put('/_v/holdfast/erp/stock/:skuId/:warehouseId', async (ctx) => {
    if (!hasBearer(ctx.get('authorization') || undefined, options.inboundTokens())) {
      options.turnedAway();
      ctx.set('WWW-Authenticate', 'Bearer');
      return answer(ctx, 401, { error: refusal(options.inboundTokens()) });
    }
    knowSender(ctx.req);
    const text = await readText(ctx.req, LONGEST_BODY);
    if (text.kind === 'too-long') {
      ctx.set('Connection', 'close');
      return answer(ctx, 413, { error: 'The body is longer than 16 KiB.' });
    }
    const { status, content } = await receiveCount(
      options,
      ctx.params,
      text.kind === 'text' ? jsonOf(text.text) : undefined,
    );
    answer(ctx, status, content);
  });
  return router;
}

function refusal(tokens: readonly string[]): string {
  return tokens.length === 0
    ? 'Counts are refused: ERP_INBOUND_TOKEN is not set.'
    : 'The bearer token is missing or not ERP_INBOUND_TOKEN.';
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(ctx: Context, status: number, content: Record<string, unknown>): void {
  ctx.status = status;
  ctx.body = content;
}
