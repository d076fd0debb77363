import type { z } from 'zod';
import { type Instant, readableInstant, TICKS_PER_MS } from '../../core/instant';
import { backOffMs } from './back-off';
import { type CallInput, type Endpoint, endpointName, requestTo } from './endpoints';
import { type FailureContext, failureOf, notSent, unreadableAnswer } from './failures';
import type { RateLimiter } from './rate-limiter';
import type { VtexAnswer, VtexRequest, VtexTransport } from './transport';
import type { VtexFailure, VtexResult } from './vtex-api';

export interface CallPolicy {
  /** Tries of one GET, the first included. Writes have one. */
  attempts: number;
  /**
   * Longest time one call may spend waiting (pace and back-off together). What needs longer comes back as a
   * `later` failure, so that the job is put off instead of holding a worker.
   */
  maxWaitMs: number;
}

export const DEFAULT_CALL_POLICY: CallPolicy = { attempts: 3, maxWaitMs: 4_000 };

/** After a 429 that does not say how long. */
export const SLOWED_FOR_MS = 60_000;

/** One request that went out, for metrics. */
export interface SentCall {
  endpoint: string;
  /** Null: no answer. */
  status: number | null;
  durationMs: number;
}

export interface CallServices {
  transport: VtexTransport;
  limiter: RateLimiter;
  policy: CallPolicy;
  /** Epoch ms. */
  now(): number;
  /** In [0, 1). */
  random(): number;
  sleep(ms: number): Promise<void>;
  onSent?(call: SentCall): void;
}

/** Calls one endpoint and reads its answer with `schema`; `z.unknown()` for answers nobody reads. */
export type Call = <S extends z.ZodType>(
  endpoint: Endpoint,
  input: CallInput,
  schema: S,
) => Promise<VtexResult<z.output<S>>>;

export function createCall(services: CallServices): Call {
  return async (endpoint, input, schema) => {
    const request = requestTo(endpoint, input);
    if (!request)
      return fail(notSent('rejected', null, 'an id is empty or cannot stand in a path', endpoint));
    const attempts = endpoint.method === 'GET' ? services.policy.attempts : 1;
    let waitLeftMs = services.policy.maxWaitMs;
    for (let attempt = 1; ; attempt += 1) {
      const pace = await waitForPermit(services, endpoint, waitLeftMs);
      if (pace.kind === 'later') return fail(pace.failure);
      waitLeftMs -= pace.waitedMs;
      const context = { endpoint, attempt, random: services.random(), nowMs: services.now() };
      const answer = await sendTimed(services, request, endpoint);
      const result = readAnswer(answer, schema, context);
      await tellLimiter(services.limiter, endpoint, answer, result);
      const waitMs =
        attempt < attempts && !result.ok ? waitBeforeRetry(result.failure, attempt, services.random()) : null;
      if (waitMs === null || waitMs > waitLeftMs) return result;
      waitLeftMs -= waitMs;
      await services.sleep(waitMs);
    }
  };
}

const fail = (failure: VtexFailure) => ({ ok: false, failure }) as const;

/** Null: no further try inside this call. */
function waitBeforeRetry(failure: VtexFailure, attempt: number, random: number): number | null {
  if (failure.retry !== 'later') return null;
  return failure.retryAfterMs ?? backOffMs(attempt, random);
}

type Permit = { kind: 'go'; waitedMs: number } | { kind: 'later'; failure: VtexFailure };

async function waitForPermit(
  services: CallServices,
  endpoint: Endpoint,
  waitLeftMs: number,
): Promise<Permit> {
  const pace = await waitForPace(services, endpointName(endpoint), waitLeftMs);
  if (pace.kind === 'go') return pace;
  const message = 'not sent: our pace for this endpoint is used up, or VTEX asked us to slow down';
  return { kind: 'later', failure: notSent('rate-limited', Math.ceil(pace.waitMs), message, endpoint) };
}

export type Pace = { kind: 'go'; waitedMs: number } | { kind: 'later'; waitMs: number };

/** Waits until the endpoint may be called, `waitLeftMs` at the most; `later` says how long is missing. */
export async function waitForPace(
  { limiter, sleep }: Pick<CallServices, 'limiter' | 'sleep'>,
  endpoint: string,
  waitLeftMs: number,
): Promise<Pace> {
  let waitedMs = 0;
  for (;;) {
    const { waitMs } = await limiter.take(endpoint);
    if (waitMs <= 0) return { kind: 'go', waitedMs };
    if (waitedMs + waitMs > waitLeftMs) return { kind: 'later', waitMs };
    // A whole millisecond at least: a fraction would be rounded down by timers and asked for again and again.
    const pauseMs = Math.max(1, Math.ceil(waitMs));
    await sleep(pauseMs);
    waitedMs += pauseMs;
  }
}

async function sendTimed(
  services: CallServices,
  request: VtexRequest,
  endpoint: Endpoint,
): Promise<VtexAnswer> {
  const startedMs = services.now();
  const answer = await services.transport.send(request);
  services.onSent?.({
    endpoint: endpointName(endpoint),
    status: answer.kind === 'answer' ? answer.status : null,
    durationMs: services.now() - startedMs,
  });
  return answer;
}

function readAnswer<S extends z.ZodType>(
  answer: VtexAnswer,
  schema: S,
  context: FailureContext,
): VtexResult<z.output<S>> {
  if (answer.kind === 'no-answer' || answer.status < 200 || answer.status > 299)
    return fail(failureOf(answer, context));
  const read = schema.safeParse(answer.body);
  if (!read.success) {
    const issue = read.error.issues[0];
    // Names the place and what was expected; never the value, which may be a person's.
    const reason = issue ? `${issue.path.join('.') || 'body'}: ${issue.message}` : 'unexpected shape';
    return fail(unreadableAnswer(answer.status, reason, typeof answer.body === 'string', context));
  }
  return { ok: true, value: read.data, date: dateOf(answer.headers.date) };
}

function dateOf(header: string | undefined): Instant | null {
  const ms = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(ms) ? null : readableInstant(BigInt(ms) * TICKS_PER_MS);
}

async function tellLimiter(
  limiter: RateLimiter,
  endpoint: Endpoint,
  answer: VtexAnswer,
  result: VtexResult<unknown>,
) {
  if (answer.kind !== 'answer') return;
  const name = endpointName(endpoint);
  if (result.ok || result.failure.kind !== 'rate-limited') limiter.tookCall(name);
  else await limiter.slowDown(name, result.failure.retryAfterMs ?? SLOWED_FOR_MS);
}
