import type { z } from 'zod';
import type { Route } from '../route';
import { type JsonSchema, jsonSchemaOf } from './json-schemas';

const FAILURES: Record<number, string> = {
  400: 'Not as described here; the sentence says which field',
  401: 'The bearer token is missing or wrong',
  404: 'There is no such thing',
  409: 'Not possible in its present state',
  413: 'The body is too long',
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

export function operationOf(route: Route) {
  const failures = [...route.failures, 401, ...(route.body === null ? [] : [413])].sort();
  return {
    operationId: operationId(route),
    summary: route.summary,
    tags: [route.path.split('/')[1] ?? 'api'],
    security: [{ adminToken: [] }],
    parameters: [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')],
    ...(route.body === null ? {} : { requestBody: requestBodyOf(route.body) }),
    responses: {
      200: { description: 'Done', content: jsonContent(ref(route.answerName)) },
      ...failureAnswers(failures),
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

/** `get /orders/{orderId}` becomes `getOrdersByOrderId`. */
function operationId({ method, path }: Route): string {
  const words = path.split(/[/-]/).filter((word) => word !== '');
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
