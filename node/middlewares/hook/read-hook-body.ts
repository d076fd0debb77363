import { z } from 'zod';
import { asOrderId } from '../../core/id';
import { parseInstant } from '../../core/instant';
import type { HookMessage } from './context';

/**
 * Body of a hook request (VTEX, "Feed v3 and Hook", POST hook configuration): the ping is
 * `{"hookConfig":"ping"}`, a notification has PascalCase fields. `LastState` and `CurrentChange` are missing in
 * the guide's example, and a status may be null or one nobody documented.
 */
const notificationBody = z.object({
  OrderId: z.string().min(1),
  Domain: z.unknown().optional(),
  State: z.unknown().optional(),
  LastState: z.unknown().optional(),
  CurrentChange: z.unknown().optional(),
  Origin: z.object({ Account: z.string() }).nullish().catch(null),
});

/** In the log; no id is longer (`isId`). */
const LONGEST_KEPT = 200;

export type ReadBody =
  | { kind: 'message'; message: HookMessage; originAccount: string | null }
  /** `reason` is a sentence for whoever sent it. */
  | { kind: 'not-a-notification'; reason: string };

export function readHookBody(text: string): ReadBody {
  const body = parseJson(text);
  if (body === undefined) return { kind: 'not-a-notification', reason: 'The body is not JSON.' };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return { kind: 'not-a-notification', reason: 'The body is not a JSON object.' };
  }
  if ('hookConfig' in body && body.hookConfig === 'ping') {
    return { kind: 'message', message: { kind: 'ping' }, originAccount: null };
  }
  const parsed = notificationBody.safeParse(body);
  if (!parsed.success) {
    return { kind: 'not-a-notification', reason: 'OrderId is missing or not a text.' };
  }
  return {
    kind: 'message',
    message: { kind: 'notification', notification: notificationOf(parsed.data) },
    originAccount: parsed.data.Origin?.Account ?? null,
  };
}

function notificationOf(body: z.output<typeof notificationBody>) {
  return {
    orderId: asOrderId(cleanText(body.OrderId) ?? ''),
    source: 'hook' as const,
    domain: cleanText(body.Domain),
    state: cleanText(body.State),
    lastState: cleanText(body.LastState),
    currentChange: parseInstant(body.CurrentChange),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const UNSTORABLE = /[\p{Cc}\p{Cs}]/gu;

/**
 * PostgreSQL stores no NUL and no lone surrogate: one such text must not fail the rows that share its commit. What
 * was replaced or cut shows it by U+FFFD, so that nobody takes what is left for an id.
 */
function cleanText(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  const kept = value.length > LONGEST_KEPT ? `${value.slice(0, LONGEST_KEPT - 1)}\u{fffd}` : value;
  return kept.replace(UNSTORABLE, '\u{fffd}');
}
