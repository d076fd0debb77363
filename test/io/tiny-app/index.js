const { json, text } = require('co-body');
const { Service, method } = require('@vtex/api');
const { Clients, actions } = require('./actions');

/** What the runtime makes of a request, before anybody touched the body. */
async function echo(ctx) {
  const { route, account, workspace, production, authToken, adminUserAuthToken, operationId } = ctx.vtex;
  ctx.set('cache-control', 'no-store');
  ctx.body = {
    path: ctx.path,
    query: ctx.query,
    route,
    account,
    workspace,
    production,
    operationId,
    hasToken: typeof authToken === 'string',
    adminUserAuthToken: adminUserAuthToken ?? null,
    parsedBody: ctx.request.body ?? null,
    text: await text(ctx.req),
    pid: process.pid,
  };
}

async function unguarded(ctx) {
  ctx.body = { pid: process.pid, cookie: ctx.get('cookie') };
}

async function act(ctx) {
  const body = await json(ctx.req).catch(() => ({}));
  ctx.set('cache-control', 'no-store');
  ctx.body = (await actions[ctx.vtex.route.params.what](ctx.clients, body, ctx)) ?? {};
}

async function heard(ctx) {
  const { body, key, sender, subject, vtex } = ctx;
  await ctx.clients.vbase.saveJSON('box', 'heard.json', {
    body,
    key,
    sender,
    subject,
    route: vtex.route,
    hasRequest: 'request' in ctx,
    userToken: vtex.adminUserAuthToken ?? null,
  });
}

async function failing() {
  throw Object.assign(new Error('the handler fails'), { status: 409 });
}

module.exports.default = new Service({
  clients: { implementation: Clients, options: { default: { timeout: 1000, retries: 0 } } },
  routes: { echo, unguarded, inside: echo, act: method({ POST: act }) },
  events: { heard, failing },
});
