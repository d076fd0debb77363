import type { IncomingMessage } from 'node:http';
import Koa from 'koa';

/** The yardstick: a Koa that parses the same JSON and answers 200, and does nothing else. */
const app = new Koa();
app.use(async (ctx) => {
  JSON.parse(await textOf(ctx.req));
  ctx.type = 'application/json';
  ctx.body = '{"message":"ok"}';
});
const server = app.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.stdout.write(`${address.port}\n`);
});

function textOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
