import type { ApiDeps } from '../ports';
import { answered, failed, type Route, route } from '../route';
import { deliveryPage, deliveryQuery } from '../schemas/delivery';
import { logPage, logQuery } from '../schemas/log';
import { orderDetail, orderPage, orderParams, orderQuery } from '../schemas/order';
import { plan, planPage, planParams, planQuery } from '../schemas/plan';
import { positionDetail, positionPage, positionParams, positionQuery } from '../schemas/position';
import { listAnswer } from './list-answer';

export function readingRoutes(deps: ApiDeps): Route[] {
  return [
    ...logRoutes(deps),
    ...orderRoutes(deps),
    ...positionRoutes(deps),
    ...planRoutes(deps),
    ...deliveryRoutes(deps),
  ];
}

function logRoutes({ queries }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/logs',
      summary: 'The sync log, newest first',
      query: logQuery,
      answerName: 'LogPage',
      answer: logPage,
      handle: ({ query: { cursor, ...filter } }) =>
        listAnswer(
          'log',
          queries,
          cursor,
          (after) => queries.log(filter, after),
          (entries, nextCursor) => ({ entries, nextCursor }),
        ),
    }),
  ];
}

function orderRoutes({ queries }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/orders',
      summary: 'Orders, the one read last first',
      query: orderQuery,
      answerName: 'OrderPage',
      answer: orderPage,
      handle: ({ query: { cursor, ...filter } }) =>
        listAnswer(
          'orders',
          queries,
          cursor,
          (after) => queries.orders(filter, after),
          (orders, nextCursor) => ({ orders, nextCursor }),
        ),
    }),
    route({
      method: 'get',
      path: '/orders/{orderId}',
      summary: 'One order: its last reading, reservations, changes, deliveries and log',
      params: orderParams,
      answerName: 'Order',
      answer: orderDetail,
      failures: [404],
      handle: async ({ params }) => found(await queries.order(params.orderId), 'No such order was read yet.'),
    }),
  ];
}

function positionRoutes({ queries }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/positions',
      summary: 'SKUs by warehouse, in the order of their ids',
      query: positionQuery,
      answerName: 'PositionPage',
      answer: positionPage,
      handle: ({ query: { cursor, ...filter } }) =>
        listAnswer(
          'positions',
          queries,
          cursor,
          (after) => queries.positions(filter, after),
          (positions, nextCursor) => ({
            positions,
            nextCursor,
          }),
        ),
    }),
    route({
      method: 'get',
      path: '/positions/{skuId}/{warehouseId}',
      summary: 'One SKU in one warehouse: its current plan with the evidence, reservations and history',
      params: positionParams,
      answerName: 'Position',
      answer: positionDetail,
      failures: [404],
      handle: async ({ params }) =>
        found(
          await queries.position(params.skuId, params.warehouseId),
          'Nothing is known of this SKU in this warehouse.',
        ),
    }),
  ];
}

function planRoutes({ queries }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/recommendations',
      summary: 'Plans, newest first; by default those that wait for somebody',
      query: planQuery,
      answerName: 'RecommendationPage',
      answer: planPage,
      handle: ({ query: { cursor, ...filter } }) =>
        listAnswer(
          'plans',
          queries,
          cursor,
          (after) => queries.plans(filter, after),
          (recommendations, nextCursor) => ({
            recommendations,
            nextCursor,
          }),
        ),
    }),
    route({
      method: 'get',
      path: '/recommendations/{planId}',
      summary: 'One plan with its evidence',
      params: planParams,
      answerName: 'Recommendation',
      answer: plan,
      failures: [404],
      handle: async ({ params }) =>
        found(await queries.plan(params.planId), 'There is no such recommendation.'),
    }),
  ];
}

function deliveryRoutes({ queries }: ApiDeps): Route[] {
  return [
    route({
      method: 'get',
      path: '/deliveries',
      summary: 'Messages to the ERP, newest first',
      query: deliveryQuery,
      answerName: 'DeliveryPage',
      answer: deliveryPage,
      handle: ({ query: { cursor, ...filter } }) =>
        listAnswer(
          'deliveries',
          queries,
          cursor,
          (after) => queries.deliveries(filter, after),
          (deliveries, nextCursor) => ({
            deliveries,
            nextCursor,
          }),
        ),
    }),
  ];
}

function found<A>(answer: A | null, otherwise: string) {
  return answer === null ? failed(404, otherwise) : answered(answer);
}
