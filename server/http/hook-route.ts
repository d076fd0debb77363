import type { IncomingMessage, ServerResponse } from 'node:http';
import { discardBody } from '@holdfast/node/http/discard-body';
import { readText } from '@holdfast/node/http/read-text';
import { HOOK_KEY_HEADER } from '@holdfast/node/listeners/keep-hook';
import { hookChain } from '@holdfast/node/middlewares/hook/chain';
import type { HookContext, NotificationIntake } from '@holdfast/node/middlewares/hook/context';
import { HOOK_BODY_LIMIT } from '@holdfast/node/middlewares/hook/parse-notification';
import type { Log } from '../log/create-log';
import type { Metrics } from '../metrics/create-metrics';
import { knowSender } from './senders';

export const HOOK_PATH = '/_v/holdfast/hook';

export interface HookRouteOptions {
  account: string;
  /** Asked for each request: they may change while the server runs. */
  hookSecrets(): readonly string[];
  intake: NotificationIntake;
  metrics: Metrics;
  /** Somebody came with a wrong key. */
  turnedAway(): void;
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
      .catch((error: unknown): HookAnswer => {
        options.log.error({ err: error, path: HOOK_PATH }, 'A request failed.');
        return { status: 500, message: 'Something went wrong here; the log of the server says what.' };
      })
      .then((answer) => {
        if (answer.status === 401 && isShort(request)) void sendEarly(request, response, answer);
        else send(response, answer);
        count(answer.status);
        if (answer.status === 401) options.turnedAway();
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
  { account, hookSecrets, intake }: HookRouteOptions,
): Promise<HookAnswer> {
  if (request.method !== 'POST') {
    return { status: 405, message: 'This is a POST route.', headers: { Allow: 'POST' } };
  }
  const receivedKey = request.headers[HOOK_KEY_HEADER];
  const hook: HookContext = {
    account,
    hookSecrets: hookSecrets(),
    receivedKey: typeof receivedKey === 'string' ? receivedKey : undefined,
    readBody: () => {
      knowSender(request);
      return readText(request, HOOK_BODY_LIMIT);
    },
    intake,
    message: null,
    taken: null,
    reply: null,
  };
  await hookChain(hook);
  const { status, message, hangUp } = hook.reply ?? { status: 400, message: 'Not understood.' };
  if (status === 503) return { status, message, headers: { 'Retry-After': '5' } };
  return hangUp ? { status, message, headers: { Connection: 'close' } } : { status, message };
}

function send(response: ServerResponse, answer: HookAnswer): void {
  response.end(begin(response, answer));
}

/** VTEX's notifications have some 400 bytes. */
const SHORT_BODY_BYTES = 4 * 1024;

function isShort({ headers }: IncomingMessage): boolean {
  return Number(headers['content-length'] ?? 0) <= SHORT_BODY_BYTES;
}

/**
 * Answers before the body has come, and closes when the little that a genuine sender may have on its way is here or a
 * moment has passed: closed at once, a sender that is still writing may never see the answer.
 */
async function sendEarly(
  request: IncomingMessage,
  response: ServerResponse,
  answer: HookAnswer,
): Promise<void> {
  response.write(begin(response, answer));
  await discardBody(request);
  response.end();
}

function begin(response: ServerResponse, { status, message, headers }: HookAnswer): string {
  const body = JSON.stringify(status < 400 ? { message } : { error: message });
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': Buffer.byteLength(body),
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    ...headers,
  });
  return body;
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
