import { retryAfterMs } from '@holdfast/node/clients/vtex/back-off';
import { SLOWED_FOR_MS, waitForPace } from '@holdfast/node/clients/vtex/call-policy';
import { type Endpoint, endpointName, requestTo } from '@holdfast/node/clients/vtex/endpoints';
import type { RateLimiter } from '@holdfast/node/clients/vtex/rate-limiter';
import type { VtexAnswer, VtexTransport } from '@holdfast/node/clients/vtex/transport';

export interface RawCall {
  endpoint: Pick<Endpoint, 'method' | 'path'>;
  ids: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
}

export type RawAnswer =
  | VtexAnswer
  /** Our pace is used up, or VTEX asked for a pause. */
  | { kind: 'later'; waitMs: number }
  /** An id cannot stand in a path. */
  | { kind: 'no-path' };

/** VTEX with our key, its answers as they come; in our pace, and never waiting for it longer than `patienceMs`. */
export type RawVtex = (call: RawCall) => Promise<RawAnswer>;

export function createRawVtex({
  transport,
  limiter,
  patienceMs,
  now,
  sleep,
}: {
  transport: VtexTransport;
  limiter: RateLimiter;
  patienceMs: number;
  now(): number;
  sleep(ms: number): Promise<void>;
}): RawVtex {
  return async ({ endpoint, ...input }) => {
    const request = requestTo({ ...endpoint, resources: [] }, input);
    if (request === null) return { kind: 'no-path' };
    const name = endpointName({ ...endpoint, resources: [] });
    const pace = await waitForPace({ limiter, sleep }, name, patienceMs);
    if (pace.kind === 'later') return pace;
    const answer = await transport.send(request);
    if (answer.kind === 'answer' && answer.status === 429)
      await limiter.slowDown(name, retryAfterMs(answer.headers['retry-after'], now()) ?? SLOWED_FOR_MS);
    else limiter.tookCall(name);
    return answer;
  };
}
