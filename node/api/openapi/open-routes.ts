import { z } from 'zod';
import { count, instant, text, time } from '../schemas/fields';
import { jsonSchemaOf } from './json-schemas';
import { failureAnswers, jsonContent, parametersOf, ref } from './operation';

/** Answers of the routes outside the admin API; they are mounted by the app itself. */
export const OPEN_ANSWERS: Record<string, z.ZodType> = {
  Message: z.object({ message: text }),
  AcceptedCount: z.object({ planId: text }),
  Session: z.object({ csrf: text, expiresAt: time }),
  SessionState: z.object({ signedIn: z.boolean(), csrf: text.optional(), expiresAt: time.optional() }),
  SignedOut: z.object({ signedIn: z.literal(false) }),
  Up: z.object({ status: z.literal('up') }),
  Ready: z.object({ status: z.literal('ready') }),
  NotReady: z.object({ status: z.literal('not ready'), reason: text }),
};

/** Only `OrderId` is believed; VTEX may send more, and any of the others may be absent. */
const notification = z.looseObject({
  OrderId: text,
  Domain: text.nullish(),
  State: text.nullish(),
  LastState: text.nullish(),
  LastChange: text.nullish(),
  CurrentChange: text.nullish(),
});

const hookBody = z.union([z.object({ hookConfig: z.literal('ping') }), notification]);

const stockCount = z.object({
  onHand: count.meta({ description: 'Units physically there' }),
  countedAt: instant.meta({ description: 'ISO 8601 with its offset' }),
  reference: text.min(1).max(200).meta({ description: 'The same again gives the same answer' }),
});

const hook = {
  operationId: 'receiveNotification',
  summary: "VTEX's order notification, or its ping; 200 only once it is durable",
  tags: ['vtex'],
  security: [{ hookKey: [] }],
  requestBody: { required: true, content: jsonContent(jsonSchemaOf(hookBody, 'input')) },
  responses: {
    200: { description: 'Stored', content: jsonContent(ref('Message')) },
    ...failureAnswers([400, 401, 413, 503]),
  },
};

const stock = {
  operationId: 'countStock',
  summary: 'A stock count from the ERP, gated like every other update',
  tags: ['erp'],
  security: [{ erpToken: [] }],
  parameters: parametersOf(z.object({ skuId: text, warehouseId: text }), 'path'),
  requestBody: { required: true, content: jsonContent(jsonSchemaOf(stockCount, 'input')) },
  responses: {
    202: { description: 'Taken; the plan follows', content: jsonContent(ref('AcceptedCount')) },
    ...failureAnswers([400, 401, 409, 413, 503]),
  },
};

function health(operationId: string, summary: string, responses: Record<number, unknown>) {
  return { get: { operationId, summary, tags: ['health'], security: [], responses } };
}

const session = {
  post: {
    operationId: 'signIn',
    summary: 'Trades the admin token for a session of twelve hours, kept in a cookie that no script can read',
    tags: ['session'],
    security: [],
    requestBody: {
      required: true,
      content: jsonContent(jsonSchemaOf(z.object({ token: text }), 'input')),
    },
    responses: {
      200: { description: 'Signed in; the cookie is set', content: jsonContent(ref('Session')) },
      ...failureAnswers([400, 401, 403, 413, 429]),
    },
  },
  get: {
    operationId: 'getSession',
    summary: 'Whether this browser is signed in',
    tags: ['session'],
    security: [],
    responses: { 200: { description: 'Signed in or not', content: jsonContent(ref('SessionState')) } },
  },
  delete: {
    operationId: 'signOut',
    summary: 'Ends the session everywhere; without one it does nothing',
    tags: ['session'],
    security: [{ session: [], csrf: [] }],
    responses: {
      200: { description: 'Signed out', content: jsonContent(ref('SignedOut')) },
      ...failureAnswers([403]),
    },
  },
};

export const OPEN_PATHS = {
  '/_v/holdfast/session': session,
  '/_v/holdfast/hook': { post: hook },
  '/_v/holdfast/erp/stock/{skuId}/{warehouseId}': { put: stock },
  '/_v/holdfast/openapi.json': health('getOpenApi', 'This document', {
    200: { description: 'OpenAPI 3.1', content: jsonContent({ type: 'object' }) },
  }),
  '/healthz': health('getHealth', 'The process is up', {
    200: { description: 'Up', content: jsonContent(ref('Up')) },
  }),
  '/readyz': health('getReadiness', 'It can take notifications', {
    200: { description: 'Ready', content: jsonContent(ref('Ready')) },
    503: { description: 'Not ready, and why', content: jsonContent(ref('NotReady')) },
  }),
  '/metrics': health('getMetrics', "Prometheus' text format", {
    200: { description: 'Metrics', content: { 'text/plain': { schema: { type: 'string' } } } },
  }),
};
