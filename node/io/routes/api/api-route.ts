import { Readable } from 'node:stream';
import { apiFiles, apiRoutes } from '../../../api/api-routes';
import type { Caller } from '../../../api/caller';
import type { FileRoute } from '../../../api/file-route';
import { bodyOf, joined } from '../../../api/read-request';
import { ME_PATH } from '../../../api/routes/operating-routes';
import type { OpenAccount } from '../../host/io-host';
import { ring } from '../../host/serve-work';
import { beginTaking } from '../../host/taking';
import type { AdminChecker, Need } from '../../identity/check-admin';
import { adminHosts, isSameOrigin } from '../../identity/same-origin';
import { sayProblems } from '../../settings/parse-settings';
import type { LoadedSettings } from '../../settings/settings-source';
import { type Answer, failure, type Handle, type IoContext, unavailable } from '../route-edge';
import { apiDeps } from './api-deps';
import { apiPathOf, type Matched, matchRoute } from './match-route';
import { withProblems } from './with-problems';

type Known = Exclude<LoadedSettings, { kind: 'unavailable' }>;

/**
 * The admin API behind the store's own identity: the cookie of the VTEX admin and nothing else says who asks.
 * A request that changes something must come from the admin's own pages, for the browser sends that cookie
 * whoever makes it ask.
 */
export function createApiRoute(checkAdmin: AdminChecker): Handle {
  return async (ctx, open) => {
    const need = ctx.method === 'GET' ? 'read' : 'decide';
    const token = ctx.vtex.adminUserAuthToken;
    const check = (wanted: Need) =>
      checkAdmin(
        { identity: open.ports.identity, now: open.now },
        { account: open.account, token, need: wanted },
      );
    const admin = await check(need);
    if (admin.kind === 'refused') return failure(admin.status, admin.error);
    const loaded = await open.settings();
    if (loaded.kind === 'unavailable') return unavailable("The app's settings cannot be read; try again.");
    if (need === 'decide' && !comesFromAdmin(ctx, open, loaded)) {
      return failure(403, "This request does not come from the store's admin (Origin and Sec-Fetch-Site).");
    }
    const mayDecide =
      need === 'decide' || (pathOf(ctx) === ME_PATH && (await check('decide')).kind === 'admitted');
    // A right to decide is all of them there.
    const caller: Caller = { who: admin.who, role: mayDecide ? 'admin' : 'viewer' };
    const answer = await serve(ctx, open, loaded, caller);
    return loaded.kind === 'good' ? answer : told(answer, loaded);
  };
}

function comesFromAdmin(ctx: IoContext, { account, workspace }: OpenAccount, loaded: Known): boolean {
  const publicUrl = loaded.kind === 'good' ? loaded.settings.publicUrl : null;
  const headers = {
    origin: ctx.get('origin') || undefined,
    secFetchSite: ctx.get('sec-fetch-site') || undefined,
  };
  return isSameOrigin(headers, adminHosts(account, workspace, publicUrl));
}

async function serve(ctx: IoContext, open: OpenAccount, loaded: Known, caller: Caller): Promise<Answer> {
  const run = beginTaking(open, loaded);
  const deps = apiDeps(open, run, loaded.kind === 'good' ? loaded.settings : null);
  const matched = matchRoute(apiRoutes(deps), apiFiles(deps), ctx.method, pathOf(ctx) ?? '');
  if (matched.kind === 'nothing') return failure(404, 'There is nothing here.');
  if (matched.kind === 'wrong-method') return failure(405, 'Not with this method.', { allow: matched.allow });
  if (matched.kind === 'file') return attach(ctx, matched.file);
  if (ctx.method !== 'GET' && loaded.kind === 'bad')
    return failure(503, sayProblems(loaded.problems).message);
  const answer = await run1(ctx, matched, caller);
  if (loaded.kind === 'good') await ring(open, run);
  return answer;
}

function pathOf(ctx: IoContext): string | null {
  const wildcard = ctx.vtex.route.params.path;
  return apiPathOf({ path: ctx.path, forwardedPath: ctx.get('x-forwarded-path'), wildcard });
}

async function run1(
  ctx: IoContext,
  { route, params }: Extract<Matched, { kind: 'json' }>,
  caller: Caller,
): Promise<Answer> {
  const body = await bodyOf(ctx.req, route);
  if (body.kind === 'bad') return failure(body.status, body.error);
  const reply = await route.run({ params, query: joined(ctx.query), body: body.value, caller });
  return reply.kind === 'answer' ? { status: 200, body: reply.answer } : failure(reply.status, reply.error);
}

/** Sent as it is made: a reader that goes away ends the making. */
async function attach(ctx: IoContext, file: FileRoute): Promise<Answer> {
  const reply = await file.run({ query: joined(ctx.query) });
  if (reply.kind === 'failure') return failure(reply.status, reply.error);
  const headers = {
    'content-type': file.contentType,
    'content-disposition': `attachment; filename="${file.fileName}"`,
    'x-content-type-options': 'nosniff',
  };
  return { status: 200, headers, body: Readable.from(reply.pieces, { objectMode: false }) };
}

/** Whatever was asked, it says that the settings are wrong. */
function told(answer: Answer, { problems }: Extract<Known, { kind: 'bad' }>): Answer {
  const sentence = sayProblems(problems);
  return {
    ...answer,
    body: withProblems(answer.body, sentence),
    headers: { ...answer.headers, 'x-holdfast-problem': sentence.message },
  };
}
