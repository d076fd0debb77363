import { Readable } from 'node:stream';
import { API_PREFIX, OPENAPI_PATH } from '@holdfast/node/api/api-prefix';
import { apiFiles, apiRoutes } from '@holdfast/node/api/api-routes';
import type { FileRoute } from '@holdfast/node/api/file-route';
import { openApiDocument } from '@holdfast/node/api/openapi/document';
import type { ApiDeps } from '@holdfast/node/api/ports';
import { bodyOf, joined } from '@holdfast/node/api/read-request';
import type { Route } from '@holdfast/node/api/route';
import Router from '@koa/router';
import type { Context } from 'koa';
import { type AdmissionOptions, admission, callerOf } from './session/admission';
import type { DoorBook } from './session/door-book';
import type { GuessLimit } from './session/guess-limit';

type ApiContext = Context & { params: Record<string, string> };

/**
 * The admin API under `/_v/holdfast/api` (bearer token, or a session where there are any) and its description at `/_v/holdfast/openapi.json`
 * (open: it holds nothing of the account). Mount `.routes()` behind the error edge, which answers 500 and 503.
 */
export function createApiRouter(
  deps: ApiDeps,
  admissionOptions: AdmissionOptions & { guesses: GuessLimit | null },
): Router {
  const router = new Router();
  const routes = apiRoutes(deps);
  const files = apiFiles(deps);
  const document = JSON.stringify(openApiDocument(routes, files));
  const admit = admission(admissionOptions);
  router.get(OPENAPI_PATH, (ctx) => {
    ctx.type = 'application/json';
    ctx.body = document;
  });
  for (const route of routes) {
    const path = `${API_PREFIX}${route.path.replace(/\{(\w+)\}/g, ':$1')}`;
    router[route.method](path, admit, (ctx) => answer(ctx, route, admissionOptions.book));
  }
  for (const file of files) router.get(`${API_PREFIX}${file.path}`, admit, (ctx) => attach(ctx, file));
  return router;
}

/** Sent as it is made: a reader that goes away ends the making. */
async function attach(ctx: ApiContext, file: FileRoute): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  const reply = await file.run({ query: joined(ctx.query) });
  if (reply.kind === 'failure') {
    ctx.status = reply.status;
    ctx.body = { error: reply.error };
    return;
  }
  ctx.set('Content-Type', file.contentType);
  ctx.set('Content-Disposition', `attachment; filename="${file.fileName}"`);
  ctx.set('X-Content-Type-Options', 'nosniff');
  ctx.body = Readable.from(reply.pieces, { objectMode: false });
}

async function answer(ctx: ApiContext, route: Route, book: DoorBook): Promise<void> {
  ctx.set('Cache-Control', 'no-store');
  const body = await bodyOf(ctx.req, route);
  if (body.kind === 'bad') {
    ctx.status = body.status;
    ctx.body = { error: body.error };
    return;
  }
  const reply = await route.run({
    params: { ...ctx.params },
    query: joined(ctx.query),
    body: body.value,
    caller: callerOf(ctx),
  });
  if (reply.kind === 'failure' && reply.status === 403) book.notAllowed(callerOf(ctx).who);
  ctx.status = reply.kind === 'answer' ? 200 : reply.status;
  ctx.body = reply.kind === 'answer' ? reply.answer : { error: reply.error };
}
