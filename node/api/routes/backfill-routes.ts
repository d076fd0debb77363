import { parseInstant } from '../../core/instant';
import { describeBackfill } from '../describe-backfill';
import { describeUnregistered } from '../describe-unregistered';
import type { ApiDeps } from '../ports';
import { answered, failed, type Route, route } from '../route';
import { backfillProgress, backfillRequest } from '../schemas/backfill';
import { unregistered, unregisterRequest } from '../schemas/unregistered';

/** What is done once in a while: bringing in older orders, and stopping for good. */
export function backfillRoutes({ actions, now }: Pick<ApiDeps, 'actions' | 'now'>): Route[] {
  const progress = async () => answered(describeBackfill(await actions.backfillState(), now()));
  return [
    route({
      method: 'post',
      path: '/listeners/backfill',
      summary: 'Begins to bring in older orders; it goes on by itself, also after a restart',
      body: backfillRequest,
      answerName: 'Backfill',
      answer: backfillProgress,
      failures: [409],
      handle: async ({ body: { since, open = false }, caller }) => {
        if (since === undefined && !open)
          return failed(400, 'body: say which orders: since a moment, or open ones.');
        const wish = { since: parseInstant(since), open };
        if (!(await actions.beginBackfill(wish, caller.who)))
          return failed(409, 'A backfill goes on already: wait for its end, or stop it.');
        return progress();
      },
    }),
    route({
      method: 'get',
      path: '/listeners/backfill',
      summary: 'How far the backfill is',
      answerName: 'Backfill',
      answer: backfillProgress,
      handle: progress,
    }),
    route({
      method: 'post',
      path: '/listeners/backfill/stop',
      tells: 'person.backfill-stop',
      summary: 'Stops the backfill; what it handed over is still looked at',
      answerName: 'Backfill',
      answer: backfillProgress,
      failures: [409],
      handle: async () => ((await actions.stopBackfill()) ? progress() : failed(409, 'No backfill goes on.')),
    }),
    route({
      method: 'post',
      path: '/listeners/unregister',
      tells: 'person.unregister',
      summary: "Removes Holdfast's hook and feed at VTEX, or gives back what they replaced",
      body: unregisterRequest,
      answerName: 'Unregistered',
      answer: unregistered,
      handle: async ({ body }) =>
        answered(describeUnregistered(await actions.unregister(body)), body.dryRun !== true),
    }),
  ];
}
