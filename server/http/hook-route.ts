import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText } from '@holdfast/node/http/read-text';
import { HOOK_KEY_HEADER } from '@holdfast/node/listeners/keep-hook';
import { HOOK_BODY_LIMIT, hookChain } from '@holdfast/node/middlewares/hook/chain';
import type { HookContext, NotificationIntake } from '@holdfast/node/middlewares/hook/context';
import type { Log } from '../log/create-log';
import type { Metrics } from '../metrics/create-metrics';

export const HOOK_PATH = '/_v/holdfast/hook';

export interface HookRouteOptions {
  account: string;
  hookSecret: string;
  intake: NotificationIntake;
  metrics: Metrics;
  log: Log;
}

/** True for the hook's address, with or without a query. */
export function isHookRequest({ url = '' }: IncomingMessage): boolean {
  return url === HOOK_PATH || url.startsWith(`${HOOK_PATH}?`);
}

/**
 * The hook's route, straight on Node's server: everything else the server does is rare beside it, and it needs
 * nothing of what Koa puts around a request.
 */
export function hookListener(
  options: HookRouteOptions,
): (request: IncomingMessage, response: ServerResponse) => void {
  const count = statusCounter(options.metrics);
  return (request, response) => {
    answerOf(request, options)
      .catch((error: unknown) => {
        options.log.error({ err: error, path: HOOK_PATH }, 'A request failed.');
        return { status: 500, message: 'Something went wrong here; the log of the server says what.' };
      })
      .then((answer) => {
        send(response, answer);
        count(answer.status);
      });
  };
}

interface HookAnswer {
  status: number;
  message: string;
  headers?: Record<string, string>;
}

async function answerOf(
  request: IncomingMessage,
  { account, hookSecret, intake }: HookRouteOptions,
): Promise<HookAnswer> {
  if (request.method !== 'POST') {
    return { status: 405, message: 'This is a POST route.', headers: { Allow: 'POST' } };
  }
  const text = await readText(request, HOOK_BODY_LIMIT);
  if (text.kind === 'too-long') {
    // What is left of it is not read: the connection cannot be used again.
    return { status: 413, message: 'The body is longer than 64 KiB.', headers: { Connection: 'close' } };
  }
  if (text.kind === 'broken') return { status: 400, message: 'The body could not be read.' };
  const receivedKey = request.headers[HOOK_KEY_HEADER];
  const hook: HookContext = {
    account,
    hookSecret,
    receivedKey: typeof receivedKey === 'string' ? receivedKey : undefined,
    body: text.text,
    intake,
    message: null,
    taken: null,
    reply: null,
  };
  await hookChain(hook);
  const reply = hook.reply ?? { status: 400, message: 'Not understood.' };
  return reply.status === 503 ? { ...reply, headers: { 'Retry-After': '5' } } : reply;
}

function send(response: ServerResponse, { status, message, headers }: HookAnswer): void {
  const body = JSON.stringify(status < 400 ? { message } : { error: message });
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
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
