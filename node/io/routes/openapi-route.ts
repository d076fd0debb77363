import { apiFiles, apiRoutes } from '../../api/api-routes';
import { openApiDocument } from '../../api/openapi/document';
import { beginTaking } from '../host/taking';
import { IDLE_SETTINGS } from '../settings/parse-settings';
import { apiDeps } from './api/api-deps';
import { failure, type Handle } from './route-edge';

/** `GET /_v/holdfast/openapi.json`: open, for it holds nothing of the account. */
export const openApiRoute: Handle = async (ctx, open) => {
  if (ctx.method !== 'GET') return failure(405, 'This is a GET route.', { allow: 'GET' });
  const run = beginTaking(open, { kind: 'good', settings: IDLE_SETTINGS });
  const deps = apiDeps(open, run, null);
  return { status: 200, body: openApiDocument(apiRoutes(deps), apiFiles(deps)) };
};
