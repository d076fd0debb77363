import { receiveCount } from '../../counts/receive-count';
import { readText } from '../../http/read-text';
import { hasBearer } from '../../http/same-secret';
import { ring } from '../host/serve-work';
import { beginTaking, doorsOf } from '../host/taking';
import { IDLE_SETTINGS } from '../settings/parse-settings';
import { failure, type Handle, type IoContext, unavailable } from './route-edge';

const LONGEST_BODY = 16 * 1024;

/** `PUT /_v/holdfast/erp/stock/{skuId}/{warehouseId}`: what the ERP counted; see `receiveCount`. */
export const stockCountRoute: Handle = async (ctx, open) => {
  if (ctx.method !== 'PUT') return failure(405, 'This is a PUT route.', { allow: 'PUT' });
  const loaded = await open.settings();
  if (loaded.kind === 'unavailable') return unavailable("The app's settings cannot be read; send it again.");
  const { erpInboundToken } = doorsOf(loaded);
  if (!hasBearer(ctx.get('authorization'), erpInboundToken)) {
    const why =
      erpInboundToken === null
        ? 'Counts are refused: erpInboundToken is not set.'
        : 'The bearer token is missing or not erpInboundToken.';
    return failure(401, why, { 'www-authenticate': 'Bearer' });
  }
  const read = await readText(ctx.req, LONGEST_BODY);
  if (read.kind === 'too-long')
    return failure(413, 'The body is longer than 16 KiB.', { connection: 'close' });
  const run = beginTaking(open, loaded);
  const body = read.kind === 'text' ? jsonOf(read.text) : undefined;
  const { countMaxAgeDays } = loaded.kind === 'good' ? loaded.settings : IDLE_SETTINGS;
  const { status, content } = await receiveCount({ ...run, countMaxAgeDays }, positionOf(ctx), body);
  if (loaded.kind === 'good') await ring(open, run);
  return { status, body: content };
};

/**
 * The router sends the parts of the path in a header of its own; without them the path has them. Whether it decodes
 * them first is not documented: one that is the same in the path is still encoded.
 */
function positionOf(ctx: IoContext): { skuId?: unknown; warehouseId?: unknown } {
  const { skuId, warehouseId } = ctx.vtex.route.params;
  const match = /\/erp\/stock\/([^/]+)\/([^/]+)\/?$/.exec(ctx.path);
  return { skuId: idOf(skuId, match?.[1]), warehouseId: idOf(warehouseId, match?.[2]) };
}

function idOf(told: unknown, inPath: string | undefined): unknown {
  return told === undefined || told === inPath ? decoded(inPath) : told;
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
