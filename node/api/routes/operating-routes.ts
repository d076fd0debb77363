import { z } from 'zod';
import type { Sentence } from '../../core/said/said';
import type { WantedDeliveries } from '../../store/delivery';
import { describeOverview } from '../describe-overview';
import { describeSweep } from '../describe-sweep';
import type { ActionResult, ApiDeps } from '../ports';
import { answered, failed, type Reply, type Route, route } from '../route';
import {
  type ReplayRequest,
  replayed,
  replayedPage,
  replayRequest,
  retried,
  retriedMany,
} from '../schemas/delivery';
import { me } from '../schemas/me';
import { overview } from '../schemas/overview';
import { idOfAtMost } from '../schemas/query-fields';
import { series, seriesQuery } from '../schemas/series';
import { connectorCheck, listenerAction, settings } from '../schemas/settings';
import { sweepProgress } from '../schemas/sweep';

export const ME_PATH = '/me';
/** The newest may be running yet, or have failed. */
const LAST_REPORTS = 5;
const NO_ERP = 'No ERP is connected.';

export function operatingRoutes(deps: ApiDeps): Route[] {
  return [...overviewRoutes(deps), ...deliveryActions(deps), ...listenerRoutes(deps)];
}

function overviewRoutes(deps: ApiDeps): Route[] {
  const { queries } = deps;
  return [
    route({
      method: 'get',
      path: '/overview',
      summary: 'Everything at a glance, with what is wrong in plain words',
      answerName: 'Overview',
      answer: overview,
      handle: async () => {
        const [facts, erp, reports] = await Promise.all([
          queries.overview(),
          deps.erpHealth(),
          deps.reconciliations?.list(LAST_REPORTS) ?? [],
        ]);
        const compared = reports.find(({ state }) => state === 'done') ?? null;
        return answered(describeOverview(facts, erp, deps.settings(), deps.now(), compared));
      },
    }),
    route({
      method: 'get',
      path: '/overview/series',
      summary: 'Events, removals and errors over the last hours, in 24 to 48 buckets',
      query: seriesQuery,
      answerName: 'Series',
      answer: series,
      handle: async ({ query }) => answered(await queries.series(query.hours)),
    }),
    route({
      method: 'get',
      path: '/settings',
      summary: 'What the server runs with; no secrets',
      answerName: 'Settings',
      answer: settings,
      handle: async () => answered(deps.settings()),
    }),
    route({
      method: 'get',
      path: ME_PATH,
      summary: 'Who asks, and what they may do',
      answerName: 'Me',
      answer: me,
      handle: async ({ caller }) => answered(caller),
    }),
    route({
      method: 'post',
      path: '/connector/check',
      need: 'viewer',
      summary: 'Asks the connector to the ERP how it is, now',
      answerName: 'ConnectorCheck',
      answer: connectorCheck,
      handle: async () =>
        answered(
          (await deps.erpHealth()) ?? { connector: null, healthy: null, note: 'No ERP is connected.' },
        ),
    }),
  ];
}

function deliveryActions({ actions }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/deliveries/{id}/retry',
      summary: 'Sends a parked or waiting message again now',
      params: z.strictObject({ id: idOfAtMost(6_000) }),
      answerName: 'Retried',
      answer: retried,
      failures: [404, 409],
      handle: async ({ params, caller }) => {
        const outcome = await actions.retryDelivery(params.id, caller.who);
        if (outcome.kind === 'not-found') return failed(404, 'There is no such delivery.');
        if (outcome.kind === 'accepted-before')
          return failed(409, 'The ERP has accepted this delivery already.');
        return answered({ stream: outcome.stream });
      },
    }),
    route({
      method: 'post',
      path: '/deliveries/retry-parked',
      summary: 'Sends every parked message again now',
      answerName: 'RetriedMany',
      answer: retriedMany,
      handle: async ({ caller }) => answered({ retried: await actions.retryAllParked(caller.who) }),
    }),
    route({
      method: 'post',
      path: '/deliveries/{id}/replay',
      summary: 'Sends a message again that the ERP has taken, under a new id',
      params: z.strictObject({ id: idOfAtMost(1_000) }),
      answerName: 'Replayed',
      answer: replayed,
      failures: [404, 409],
      handle: async ({ params, caller }) => {
        const outcome = await actions.replayDelivery(params.id, caller.who);
        switch (outcome.kind) {
          case 'replayed':
            return answered({ id: outcome.id, stream: outcome.stream });
          case 'not-found':
            return failed(404, 'There is no such message that the ERP has taken and that is still kept.');
          case 'overtaken':
            return failed(409, 'A newer plan has taken the place of this recommendation.');
          case 'no-erp':
            return failed(409, NO_ERP);
        }
      },
    }),
    route({
      method: 'post',
      path: '/deliveries/replay',
      summary: 'Sends messages again that the ERP has taken, under new ids: a page of them at a time',
      body: replayRequest,
      answerName: 'ReplayedPage',
      answer: replayedPage,
      failures: [409],
      handle: async ({ body, caller }) => {
        const { cursor, ...wanted } = body;
        if (Object.values(wanted).every((value) => value === undefined))
          return failed(
            400,
            'body: say which messages: by type, orderId, skuId, warehouseId, since or until.',
          );
        const outcome = await actions.replayDeliveries(wantedBy(wanted), cursor ?? null, caller.who);
        if (outcome.kind === 'no-erp') return failed(409, NO_ERP);
        const { replayed: count, leftOut, next } = outcome;
        return answered({ replayed: count, leftOut, nextCursor: next });
      },
    }),
  ];
}

function wantedBy({ type, since, until, ...same }: Omit<ReplayRequest, 'cursor'>): WantedDeliveries {
  const msOf = (moment: string | undefined) => (moment === undefined ? undefined : Date.parse(moment));
  return { ...same, types: type, acceptedFromMs: msOf(since), acceptedToMs: msOf(until) };
}

function listenerRoutes({ actions, queries, now }: ApiDeps): Route[] {
  return [
    route({
      method: 'post',
      path: '/listeners/hook/register',
      tells: 'person.hook',
      summary: 'Registers the order hook with VTEX now',
      answerName: 'Done',
      answer: listenerAction,
      failures: [503],
      handle: async () => done(await actions.registerHook()),
    }),
    route({
      method: 'post',
      path: '/listeners/sweep',
      tells: 'person.sweep',
      summary: 'Looks over the recently changed orders now',
      answerName: 'Done',
      answer: listenerAction,
      failures: [503],
      handle: async () => done(await actions.sweep()),
    }),
    route({
      method: 'get',
      path: '/listeners/sweep',
      summary: 'How far the sweep is',
      answerName: 'SweepProgress',
      answer: sweepProgress,
      handle: async () => answered(describeSweep(await queries.sweepProgress(), now())),
    }),
  ];
}

function done(result: ActionResult): Reply<Sentence> {
  if (result.kind === 'failed') return failed(503, result.message);
  const { message, said } = result;
  return answered({ message, said });
}
