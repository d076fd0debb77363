import { HOOK_BODY_LIMIT, hookChain } from '@holdfast/node/middlewares/hook/chain';
import type { HookContext, NotificationIntake } from '@holdfast/node/middlewares/hook/context';
import type { Context, Middleware } from 'koa';
import type { Metrics } from '../metrics/create-metrics';
import { readText } from './read-text';

export const HOOK_PATH = '/_v/holdfast/hook';

export interface HookRouteOptions {
  account: string;
  hookSecret: string;
  intake: NotificationIntake;
  metrics: Metrics;
}

/** First in the app and without a router: everything else the server does is rare beside this route. */
export function hookRoute(options: HookRouteOptions): Middleware {
  const count = statusCounter(options.metrics);
  return async (ctx, next) => {
    if (ctx.path !== HOOK_PATH) return next();
    await answer(ctx, options);
    count(ctx.status);
  };
}

async function answer(ctx: Context, { account, hookSecret, intake }: HookRouteOptions): Promise<void> {
  if (ctx.method !== 'POST') {
    ctx.set('Allow', 'POST');
    return reply(ctx, 405, 'This is a POST route.');
  }
  const text = await readText(ctx.req, HOOK_BODY_LIMIT);
  if (text.kind === 'too-long') {
    // What is left of it is not read: the connection cannot be used again.
    ctx.set('Connection', 'close');
    return reply(ctx, 413, 'The body is longer than 64 KiB.');
  }
  if (text.kind === 'broken') return reply(ctx, 400, 'The body could not be read.');
  const hook: HookContext = {
    account,
    hookSecret,
    receivedKey: headerOf(ctx, 'x-holdfast-key'),
    body: text.text,
    intake,
    message: null,
    taken: null,
    reply: null,
  };
  await hookChain(hook);
  const { status, message } = hook.reply ?? { status: 400, message: 'Not understood.' };
  if (status === 503) ctx.set('Retry-After', '5');
  reply(ctx, status, message);
}

function headerOf(ctx: Context, name: string): string | undefined {
  const value = ctx.req.headers[name];
  return typeof value === 'string' ? value : undefined;
}

function reply(ctx: Context, status: number, message: string): void {
  ctx.status = status;
  ctx.type = 'application/json';
  ctx.body = status < 400 ? JSON.stringify({ message }) : JSON.stringify({ error: message });
}

/** Prometheus' own counter looks its labels up on every call; here that is once a status. */
function statusCounter(metrics: Metrics): (status: number) => void {
  const counters = new Map<number, { inc(): void }>();
  return (status) => {
    let counter = counters.get(status);
    if (!counter) {
      counter = metrics.hookRequests.labels(String(status));
      counters.set(status, counter);
    }
    counter.inc();
  };
}
