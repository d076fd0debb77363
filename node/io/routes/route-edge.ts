import type { RouteHandler, ServiceContext } from '@vtex/api';
import type { Clients } from '../clients/clients';
import { PlatformUnavailable } from '../documents/platform-unavailable';
import type { OpenAccount } from '../host/io-host';
import type { Opener } from '../host/opener';
import { describe } from '../host/serve-work';

export type IoContext = ServiceContext<Clients>;

export interface Answer {
  status: number;
  body?: unknown;
  headers?: Record<string, string>;
}

export type Handle = (ctx: IoContext, open: OpenAccount) => Promise<Answer>;

/**
 * The HTTP edge: whatever was thrown becomes a short answer, the details go to the app's log, and nothing is ever
 * kept by a cache on the way. (What the runtime itself answers to an exception may be cached for two seconds, and
 * tells its caller what went wrong inside.)
 */
export function routeEdge(opener: Opener, handle: Handle): RouteHandler<Clients> {
  return async function answerRoute(ctx) {
    const { status, body, headers } = await answerOf(ctx, opener, handle);
    ctx.status = status;
    ctx.set({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...headers });
    ctx.body = body;
  };
}

async function answerOf(ctx: IoContext, opener: Opener, handle: Handle): Promise<Answer> {
  try {
    return await handle(ctx, opener(ctx));
  } catch (error) {
    const isAway = error instanceof PlatformUnavailable;
    ctx.vtex.logger.error({ message: 'A request failed.', route: ctx.vtex.route.id, ...describe(error) });
    return isAway
      ? unavailable(exposedBy(error) ?? 'The store of records does not answer; try again.')
      : { status: 500, body: { error: "Something went wrong here; the app's log says what." } };
  }
}

/** The words of an error that was made for the caller. */
function exposedBy(error: Error): string | null {
  return 'expose' in error && error.expose === true ? error.message : null;
}

export function failure(status: number, error: string, headers?: Record<string, string>): Answer {
  return { status, body: { error }, headers };
}

export function unavailable(error: string): Answer {
  return failure(503, error, { 'retry-after': '5' });
}
