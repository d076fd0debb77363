import type { z } from 'zod';
import { API_PREFIX } from '../api-prefix';
import type { FileRoute } from '../file-route';
import type { Route } from '../route';
import { failure } from '../schemas/failure';
import { type JsonSchema, jsonSchemaOf } from './json-schemas';
import { OPEN_ANSWERS, OPEN_PATHS } from './open-routes';
import { fileOperationOf, operationOf } from './operation';

/** OpenAPI 3.1, whose schemas are JSON Schema 2020-12: what zod writes goes in as it is. */
export function openApiDocument(routes: readonly Route[], files: readonly FileRoute[] = []) {
  return {
    openapi: '3.1.0',
    info: {
      title: 'Holdfast',
      version: '0.1.0',
      description:
        'Admin API of Holdfast, and the routes that VTEX and the ERP call. No answer holds personal data.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: { ...OPEN_PATHS, ...apiPaths(routes), ...filePaths(files) },
    components: {
      schemas: componentSchemas(routes),
      securitySchemes: {
        adminToken: {
          type: 'http',
          scheme: 'bearer',
          description: 'HOLDFAST_ADMIN_TOKEN, or the token of one of HOLDFAST_USERS',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'holdfast_session',
          description:
            'Given by POST /_v/holdfast/session for twelve hours; for the panel. `__Host-holdfast_session` where the public address is https',
        },
        csrf: {
          type: 'apiKey',
          in: 'header',
          name: 'x-holdfast-csrf',
          description: "The session's `csrf`: beside the cookie, for every call that is not a GET",
        },
        erpToken: { type: 'http', scheme: 'bearer', description: 'ERP_INBOUND_TOKEN' },
        hookKey: { type: 'apiKey', in: 'header', name: 'x-holdfast-key', description: 'VTEX_HOOK_SECRET' },
      },
    },
  };
}

function apiPaths(routes: readonly Route[]): Record<string, Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = `${API_PREFIX}${route.path}`;
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return paths;
}

function filePaths(files: readonly FileRoute[]) {
  return Object.fromEntries(
    files.map((file) => [`${API_PREFIX}${file.path}`, { get: fileOperationOf(file) }]),
  );
}

function componentSchemas(routes: readonly Route[]): Record<string, JsonSchema> {
  const named: [string, z.ZodType][] = [
    ['Failure', failure],
    ...Object.entries(OPEN_ANSWERS),
    ...routes.map((route): [string, z.ZodType] => [route.answerName, route.answer]),
  ];
  return Object.fromEntries(named.map(([name, schema]) => [name, jsonSchemaOf(schema, 'output')]));
}
