import { parseInstant } from '../../core/instant';
import type { ApiDeps } from '../ports';
import { answered, failed, type Route, route } from '../route';
import { whatIf, whatIfQuery } from '../schemas/what-if';
import { writers, writersQuery } from '../schemas/writers';

const DAY_MS = 24 * 3_600_000;

/** Who writes VTEX's stock, and what a write would do. */
export function writingRoutes({ actions, queries, now }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/what-if',
      summary: 'What a blind write of that total would do now; nothing is sent',
      query: whatIfQuery,
      answerName: 'WhatIf',
      answer: whatIf,
      failures: [404, 503],
      handle: async ({ query: { skuId, warehouseId, total, at } }) => {
        const write = { quantity: total, at: at === undefined ? null : parseInstant(at) };
        const seen = await actions.whatIf({ skuId, warehouseId }, write);
        switch (seen.kind) {
          case 'foreseen':
            return answered(seen.whatIf);
          case 'absent':
            return failed(404, 'VTEX keeps no stock of this SKU in this warehouse.');
          case 'unclear':
            return failed(503, seen.message);
          case 'failure':
            return failed(503, seen.failure.message);
        }
      },
    }),
    route({
      method: 'get',
      path: '/writers',
      summary:
        "Who wrote VTEX's stock, by day and SKU, and how many units of open reservations that discarded",
      query: writersQuery,
      answerName: 'Writers',
      answer: writers,
      handle: async ({ query }) => answered({ writes: await queries.writes(now() - query.days * DAY_MS) }),
    }),
  ];
}
