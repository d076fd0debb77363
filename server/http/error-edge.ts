import type { Middleware } from 'koa';
import type { Log } from '../log/create-log';

/** The HTTP edge: whatever was thrown becomes a short answer; the details go to the log, once. */
export function errorEdge(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null) {
        ctx.status = 404;
        ctx.body = { error: 'There is nothing here.' };
      }
      // Nobody reads what a stranger still has to send.
      if (ctx.status === 401) ctx.set('Connection', 'close');
    } catch (error) {
      const { status, message } = statusOf(error);
      if (status >= 500) log.error({ err: error, method: ctx.method, path: ctx.path }, 'A request failed.');
      if (status === 503) ctx.set('Retry-After', '5');
      ctx.status = status;
      ctx.body = { error: message };
    }
  };
}

function statusOf(error: unknown): { status: number; message: string } {
  if (isDatabaseAway(error)) return { status: 503, message: 'The database is not reachable; try again.' };
  if (error instanceof Error && 'status' in error && 'expose' in error && error.expose === true) {
    return { status: Number(error.status), message: error.message };
  }
  return { status: 500, message: 'Something went wrong here; the log of the server says what.' };
}

/** Connection refused or lost, and PostgreSQL's classes 08 (connection), 53 (resources) and 57P (shutting down). */
function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (/^(Connection terminated|timeout exceeded when trying to connect)/.test(error.message)) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|08...|53...|57P..)$/.test(code);
}
