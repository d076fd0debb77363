import type { z } from 'zod';
import type { FileRoute } from '../file-route';
import type { Route } from '../route';
import { type JsonSchema, jsonSchemaOf } from './json-schemas';

const FAILURES: Record<number, string> = {
  400: 'Not as described here; the sentence says which field',
  401: 'Neither a valid bearer token nor a session',
  403: 'The role does not allow it, or the session was not shown by its own page (x-holdfast-csrf, Origin)',
  404: 'There is no such thing',
  409: 'Not possible in its present state',
  413: 'The body is too long',
  429: 'Too many wrong tokens; wait as Retry-After says',
  503: 'Not possible right now; try again',
};

export function ref(name: string): JsonSchema {
  return { $ref: `#/components/schemas/${name}` };
}

export function jsonContent(schema: JsonSchema) {
  return { 'application/json': { schema } };
}

export function failureAnswers(statuses: readonly number[]) {
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { description: FAILURES[status] ?? 'Failed', content: jsonContent(ref('Failure')) },
    ]),
  );
}

/** A browser that holds a session must show, for anything but reading, that its own page asks. */
const READING = [{ adminToken: [] }, { session: [] }];
const WRITING = [{ adminToken: [] }, { session: [], csrf: [] }];

export function operationOf(route: Route) {
  const isReading = route.method === 'get';
  const failures = [
    ...route.failures,
    401,
    ...(isReading ? [] : [403]),
    ...(route.body === null ? [] : [413]),
  ].sort();
  return {
    operationId: operationId(route),
    summary: route.summary,
    description: `For the role ${route.need}.`,
    tags: [tagOf(route.path)],
    security: isReading ? READING : WRITING,
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body === null ? {} : { requestBody: requestBodyOf(route.body) }),
    responses: {
      200: { description: 'Done', content: jsonContent(ref(route.answerName)) },
      ...failureAnswers(failures),
    },
  };
}

export function fileOperationOf(route: FileRoute) {
  const [contentType = ''] = route.contentType.split(';');
  return {
    operationId: operationId({ method: 'get', path: route.path }),
    summary: route.summary,
    tags: [tagOf(route.path)],
    security: READING,
    parameters: parametersOf(route.query, 'query'),
    responses: {
      200: {
        description: `An attachment, ${route.fileName}`,
        content: { [contentType]: { schema: { type: 'string' } } },
      },
      ...failureAnswers([...route.failures, 401]),
    },
  };
}

function requestBodyOf(body: z.ZodObject) {
  const isRequired = !body.safeParse({}).success;
  return { required: isRequired, content: jsonContent(jsonSchemaOf(body, 'input')) };
}

export function parametersOf(shape: z.ZodObject, place: 'path' | 'query') {
  return Object.entries(shape.shape).map(([name, schema]) => {
    const { description, ...rest } = jsonSchemaOf(schema as z.ZodType, 'output');
    return {
      name,
      in: place,
      required: place === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
      ...(typeof description === 'string' ? { description } : {}),
      ...(rest.type === 'array' ? { style: 'form', explode: false } : {}),
      schema: rest,
    };
  });
}

/** The first word of the path: `/logs.csv` belongs to the logs. */
function tagOf(path: string): string {
  return path.split(/[/.]/)[1] ?? 'api';
}

/** `get /orders/{orderId}` becomes `getOrdersByOrderId`. */
function operationId({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const words = path.split(/[/.-]/).filter((word) => word !== '');
  return (
    method +
    words
      .map((word) => capital(word.replace(/^\{(\w+)\}$/, (_all, name: string) => `By${capital(name)}`)))
      .join('')
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
