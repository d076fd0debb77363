import { createVtexApi } from '../../clients/vtex/create-vtex-api';
import type { VtexTransport } from '../../clients/vtex/transport';
import type { VtexApi } from '../../clients/vtex/vtex-api';
import { letsIn } from '../../clients/vtex/vtex-problems';
import { watchVtex } from '../../clients/vtex/watch-vtex';
import type { AccountMemory } from './account-memory';

export interface RunClock {
  now(): number;
  random(): number;
  pause(ms: number): Promise<void>;
}

/**
 * VTEX for one run: nothing more is sent after its deadline, so that a run comes to its end while its leases and
 * claims still hold. What was not sent says so, and the work comes back.
 */
export function vtexOfRun(memory: AccountMemory, clock: RunClock, deadlineMs: number): VtexApi {
  const { limiter, problems } = memory;
  const isOver = () => clock.now() >= deadlineMs;
  const api = createVtexApi({
    // The newest credential: that of a run's own beginning may run out before it ends.
    transport: untilDeadline({ send: (request) => memory.ports.vtex.send(request) }, isOver),
    limiter,
    now: clock.now,
    random: clock.random,
    sleep: clock.pause,
    onSent({ endpoint, status }) {
      if (status !== null && letsIn(status)) void problems.succeeded(endpoint).catch(() => undefined);
    },
  });
  return watchVtex(api, async (failure) => {
    // Our own deadline is no trouble of VTEX's.
    if (!isOver()) await problems.failed(failure).catch(() => undefined);
  });
}

function untilDeadline(transport: VtexTransport, isOver: () => boolean): VtexTransport {
  return {
    async send(request) {
      if (!isOver()) return transport.send(request);
      return { kind: 'no-answer', code: 'NOT_SENT', message: 'the time of this run is over' };
    },
  };
}
