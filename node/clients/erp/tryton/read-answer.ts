import { z } from 'zod';
import { retryAfterMs } from '../webhook/retry-after';
import type { TrytonFailure } from './failure';
import type { RpcHttpAnswer } from './rpc-http';

export type RpcReading = { kind: 'result'; value: unknown } | { kind: 'failed'; failure: TrytonFailure };

const envelope = z.object({
  id: z.number(),
  result: z.unknown().optional(),
  error: z.array(z.unknown()).optional(),
});
const userError = z.tuple([z.string()]).rest(z.unknown());
const userWarning = z.tuple([z.string(), z.string()]).rest(z.unknown());

/** Two transactions met; the database let one of them go, with nothing changed. */
const LOST_RACE = /could not obtain lock|could not serialize|deadlock detected|database is locked/i;
/** Somebody deleted the record between our reading and our writing; the next try reads again. */
const VANISHED = /don't exist anymore/;

/**
 * An answer of Tryton 6.0's JSON-RPC. With exactly the three keys `id`, `method` and `params` sent, results and
 * Tryton's own errors both come with 200; every other status is the session's (401), the router's or a proxy's.
 */
export function readAnswer(answer: RpcHttpAnswer, nowMs: number): RpcReading {
  if (answer.kind === 'no-answer') return failed({ kind: 'no-answer', code: answer.code });
  const { status, headers, body } = answer;
  if (status === 401) return failed({ kind: 'session' });
  if (status !== 200) {
    if (status < 500 && status !== 429) return failed({ kind: 'not-tryton', status });
    return failed({ kind: 'status', status, retryAfterMs: retryAfterMs(headers['retry-after'], nowMs) });
  }
  const parsed = envelope.safeParse(jsonOrNull(body));
  if (!parsed.success) return failed({ kind: 'not-tryton', status });
  const { error, result } = parsed.data;
  return error === undefined ? { kind: 'result', value: result } : failed(errorOf(error));
}

function failed(failure: TrytonFailure): RpcReading {
  return { kind: 'failed', failure };
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * | `error` | means |
 * |---|---|
 * | `["UserError", [message, description, domain]]` | a no |
 * | `["UserWarning", [name, message, description]]` | a question |
 * | `["ConcurrencyException", message]` | changed since it was read |
 * | `[text, traceback]` | a Python exception, those of the database among them |
 */
function errorOf([type, detail]: unknown[]): TrytonFailure {
  const error = userError.safeParse(detail);
  if (type === 'UserError' && error.success) {
    const message = short(error.data[0]);
    return VANISHED.test(message) ? { kind: 'concurrency', message } : { kind: 'user-error', message };
  }
  const warning = userWarning.safeParse(detail);
  if (type === 'UserWarning' && warning.success) {
    return { kind: 'user-warning', name: warning.data[0], message: short(warning.data[1]) };
  }
  if (type === 'ConcurrencyException') return { kind: 'concurrency', message: short(String(detail)) };
  const message = short(String(type));
  return LOST_RACE.test(message) ? { kind: 'concurrency', message } : { kind: 'fault', message };
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}...` : line;
}
