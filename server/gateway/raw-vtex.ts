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
  sleep,
}: {
  transport: VtexTransport;
  limiter: RateLimiter;
  patienceMs: number;
  sleep(ms: number): Promise<void>;
}): RawVtex {
  return async ({ endpoint, ...input }) => {
    const request = requestTo({ ...endpoint, resources: [] }, input);
    if (request === null) return { kind: 'no-path' };
    const name = endpointName({ ...endpoint, resources: [] });
    for (let leftMs = patienceMs; ; ) {
      const { waitMs } = await limiter.take(name);
      if (waitMs <= 0) break;
      if (waitMs > leftMs) return { kind: 'later', waitMs };
      const pauseMs = Math.max(1, Math.ceil(waitMs));
      leftMs -= pauseMs;
      await sleep(pauseMs);
    }
    const answer = await transport.send(request);
    if (answer.kind === 'answer' && answer.status === 429) await limiter.slowDown(name, pauseOf(answer));
    else limiter.tookCall(name);
    return answer;
  };
}

const MINUTE_MS = 60_000;

function pauseOf({ headers }: Extract<VtexAnswer, { kind: 'answer' }>): number {
  const seconds = Number(headers['retry-after']);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, 10 * MINUTE_MS) : MINUTE_MS;
}
