import { type CallPolicy, DEFAULT_CALL_POLICY, type SentCall } from '@holdfast/node/clients/vtex/call-policy';
import { createVtexApi } from '@holdfast/node/clients/vtex/create-vtex-api';
import { createLeasedRateLimiter } from '@holdfast/node/clients/vtex/leased-rate-limiter';
import { createMemoryPaceBook } from '@holdfast/node/clients/vtex/memory-pace-book';
import type { VtexApi } from '@holdfast/node/clients/vtex/vtex-api';
import { type AxiosTransportOptions, createAxiosTransport } from '@holdfast/server/vtex-http/axios-transport';

export const BASE = 'https://store.example';
export const KEY = 'vtexappkey-store-ABC';
export const TOKEN = 'SECRETTOKENSECRETTOKEN';

export interface TestClient {
  vtex: VtexApi;
  /** What was slept, in order; the clock jumps instead of waiting. */
  slept: number[];
  sent: SentCall[];
  clock: { nowMs: number };
}

/** The real client over the real axios transport, with a clock that jumps and no luck involved. */
export function testClient(
  transport: Partial<AxiosTransportOptions> = {},
  policy: CallPolicy = DEFAULT_CALL_POLICY,
): TestClient {
  const clock = { nowMs: Date.parse('2026-05-01T12:00:00Z') };
  const now = () => clock.nowMs;
  const slept: number[] = [];
  const sent: SentCall[] = [];
  const vtex = createVtexApi({
    transport: createAxiosTransport({
      baseUrl: BASE,
      keys: () => [{ appKey: KEY, appToken: TOKEN }],
      ...transport,
    }),
    limiter: createLeasedRateLimiter(createMemoryPaceBook(now), now),
    policy,
    now,
    random: () => 0.5,
    async sleep(ms) {
      slept.push(ms);
      clock.nowMs += ms;
    },
    onSent: (call) => sent.push(call),
  });
  return { vtex, slept, sent, clock };
}
