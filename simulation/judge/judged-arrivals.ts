import type { VtexAnswer, VtexRequest } from '@holdfast/node/clients/vtex/transport';
import type { Truth } from '../shop/truth';
import type { Judge } from './judge';

type Arrive = (request: VtexRequest) => Promise<VtexAnswer>;

/** The store's doing, where every update of a position that it knows is judged at the moment it lands. */
export function judgedArrivals(judge: Judge, truth: Truth, arrive: Arrive): Arrive {
  return async (request) => {
    if (request.method !== 'PUT') return arrive(request);
    const [, skuId = '', warehouseId = ''] = /skus\/([^/]+)\/warehouses\/([^/]+)$/.exec(request.path) ?? [];
    const position = truth.position(skuId, warehouseId);
    if (position === null) return arrive(request);
    let answer: VtexAnswer = { kind: 'no-answer', code: 'NONE', message: 'none' };
    await judge.update(position, async () => {
      answer = await arrive(request);
    });
    return answer;
  };
}
