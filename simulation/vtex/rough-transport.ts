import type { VtexAnswer, VtexRequest, VtexTransport } from '@holdfast/node/clients/vtex/transport';
import type { Random } from '@holdfast/sandbox/random';
import { between, chanceOf } from '../chance';
import type { VirtualTime } from '../time/virtual-time';
import type { Tally } from '../weather/tally';
import { type Fault, ratesByFault, type Weather } from '../weather/weather';

export interface Roads {
  seed: number;
  time: VirtualTime;
  weather: Weather;
  tally: Tally;
  /** The store's own doing, at the moment the call arrives. */
  arrive(request: VtexRequest): Promise<VtexAnswer>;
  /** False once the day is over: nothing goes wrong any more. */
  isRough(): boolean;
}

/** As long as the server's transport waits for an answer. */
const GIVEN_UP_AFTER_MS = 10_000;

/** The way to VTEX and back: calls take time, get lost, fail, and are carried out all the same. */
export function roughTransport(roads: Roads): VtexTransport {
  const { seed, time, weather, tally } = roads;
  const rates = ratesByFault(weather);
  const pagesShift = weather.rates['shifting-pages'] > 0;
  const streams = new Map<string, Random>();
  const chance = (purpose: string) => {
    const found = streams.get(purpose) ?? chanceOf(seed, `road/${purpose}`);
    streams.set(purpose, found);
    return found;
  };
  const happens = (fault: Fault) => {
    if (!roads.isRough() || !chance(fault).chance(rates.get(fault) ?? 0)) return false;
    tally.count(fault);
    return true;
  };
  const failed = (status: number, headers: Record<string, string> = {}): VtexAnswer => ({
    kind: 'answer',
    status,
    headers: { ...headers, date: undefined },
    body: { error: { code: String(status), message: 'An error has occurred.', exception: null } },
  });
  const silence = async (afterMs: number): Promise<VtexAnswer> => {
    await time.sleep(afterMs);
    return { kind: 'no-answer', code: 'ETIMEDOUT', message: 'no answer in time' };
  };

  return {
    async send(request) {
      const isWrite = request.method !== 'GET';
      const isUpdate = request.method === 'PUT';
      const travel = chance('travel');
      tally.count('calls to VTEX');
      tally.count(`${request.method} ${request.endpoint}`);
      await time.sleep(between(travel, 10, 120));
      if (happens('rate-limited'))
        return failed(429, chance('retry-after').chance(0.5) ? { 'retry-after': '20' } : {});
      if (isUpdate && happens('locked')) return failed(423);
      if (happens('failed-before')) return failed(chance('503').chance(0.5) ? 503 : 500);
      if (happens('no-answer-before')) return silence(GIVEN_UP_AFTER_MS);
      if (isWrite && happens('late-effect')) {
        time.after(between(chance('late'), 9_000, 24_000), () => void roads.arrive(request));
        return silence(GIVEN_UP_AFTER_MS);
      }
      if (pagesShift && request.endpoint.endsWith('/{warehouseId}/{skuId}')) tally.count('shifting-pages');
      const answer = await roads.arrive(request);
      if (isWrite && happens('applied-though-500')) return failed(500);
      if (happens('no-answer-after')) return silence(GIVEN_UP_AFTER_MS);
      const isStale = happens('stale-answer');
      await time.sleep(isStale ? between(travel, 500, 9_500) : between(travel, 5, 80));
      if (answer.kind === 'answer' && happens('no-date'))
        return { ...answer, headers: { ...answer.headers, date: undefined } };
      return answer;
    },
  };
}
