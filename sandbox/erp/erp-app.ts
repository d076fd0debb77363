import Router from '@koa/router';
import { HTTP } from 'cloudevents';
import Koa, { type Context } from 'koa';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { readBody } from '../read-body';
import type { ErpFault, ErpFaults } from './erp-faults';
import {
  EVENT_TYPES,
  type EventType,
  isKnownType,
  personalFields,
  removalRecommended,
  reservationChanged,
  stockReconciled,
} from './event';
import type { Ledger } from './ledger';

export interface ErpWire {
  ledger: Ledger;
  faults: ErpFaults;
  secret: string;
  /** Told each event that is entered into the books. */
  onEntered?(event: Pick<Delivered, 'id' | 'type' | 'data'>): void;
}

const ENVELOPE = z.object({
  specversion: z.literal('1.0'),
  id: z.string(),
  source: z.string(),
  type: z.string(),
});

interface Delivered {
  id: string;
  type: string;
  data: unknown;
  /** Sent again on request: what the books have already is no surprise. */
  isReplay: boolean;
}

/** `POST /events` takes deliveries; `GET /books` shows what came of them. */
export function erpApp({ ledger, faults, secret, onEntered }: ErpWire): Koa {
  const router = new Router();
  const webhook = new Webhook(secret);
  router.post('/events', async (ctx) => {
    const body = await readBody(ctx.req);
    if (!isSigned(webhook, body, ctx)) return refuse(ctx, ledger, 401, 'signature');
    const event = readEvent(ctx, body);
    if (!event) return refuse(ctx, ledger, 400, 'not a CloudEvent');
    const fault = faults.draw(skuOf(event.data));
    if (fault && (await failsBefore(ctx, fault))) return;
    if (ledger.isNew(event.id)) {
      enter(ledger, event);
      onEntered?.(event);
    }
    if (fault?.kind === 'hang-after') return hang(ctx);
    ctx.status = fault?.kind === 'error-after' ? 500 : 202;
    ctx.body = '';
  });
  router.get('/books', (ctx) => {
    ctx.body = {
      accepted: ledger.accepted(),
      duplicates: ledger.duplicates(),
      byStatus: ledger.byStatus(),
      refused: ledger.refused(),
      violations: ledger.violations(),
      recommendations: ledger.recommendations(),
      stock: ledger.stock(),
      reservations: ledger.reservations(),
    };
  });
  const app = new Koa();
  app.silent = true;
  app.use(router.routes());
  return app;
}

function isSigned(webhook: Webhook, body: string, ctx: Context): boolean {
  try {
    webhook.verify(body, {
      'webhook-id': ctx.get('webhook-id'),
      'webhook-timestamp': ctx.get('webhook-timestamp'),
      'webhook-signature': ctx.get('webhook-signature'),
    });
    return true;
  } catch {
    return false;
  }
}

function readEvent(ctx: Context, body: string): Delivered | null {
  try {
    const event = HTTP.toEvent({ headers: ctx.headers, body });
    // The library fills in what an event lacks; an event of ours lacks nothing.
    const given: unknown = JSON.parse(body);
    const whole = ENVELOPE.safeParse(given).success;
    return Array.isArray(event) || !whole
      ? null
      : { id: event.id, type: event.type, data: event.data, isReplay: event.replayof !== undefined };
  } catch {
    return null;
  }
}

/** Accepts as an ERP would, and notes what the contract does not allow. */
function enter(ledger: Ledger, event: Delivered): void {
  for (const field of personalFields(event.data)) ledger.violate(`${event.type}: personal field ${field}`);
  if (!isKnownType(event.type)) {
    ledger.violate(`unknown event type ${event.type}`);
    return;
  }
  const issues = EVENT_TYPES[event.type].safeParse(event.data).error?.issues ?? [];
  for (const issue of issues)
    ledger.violate(`${event.type}: ${issue.path.join('.') || 'data'}: ${issue.message}`);
  if (issues.length === 0) ENTER[event.type](ledger, event);
}

const ENTER: Record<EventType, (ledger: Ledger, event: Delivered) => void> = {
  'holdfast.reservation.changed': (ledger, { data, isReplay }) =>
    ledger.enterReservation(reservationChanged.parse(data), isReplay),
  'holdfast.removal.recommended': (ledger, { data }) =>
    ledger.enterRecommendation(removalRecommended.parse(data)),
  'holdfast.stock.reconciled': (ledger, { data }) => ledger.enterStock(stockReconciled.parse(data)),
};

function skuOf(data: unknown): string | null {
  return typeof data === 'object' && data !== null && 'skuId' in data && typeof data.skuId === 'string'
    ? data.skuId
    : null;
}

async function failsBefore(ctx: Context, fault: ErpFault): Promise<boolean> {
  if (fault.kind === 'slow') {
    await new Promise((resolve) => setTimeout(resolve, fault.ms));
    return false;
  }
  if (fault.kind === 'down') {
    hang(ctx);
    ctx.req.socket.destroy();
    return true;
  }
  const status = { error: 500, rejects: 400, 'rate-limited': 429 }[fault.kind as string];
  if (status === undefined) return false;
  if (fault.kind === 'rate-limited' && fault.retryAfterSeconds !== undefined)
    ctx.set('Retry-After', String(fault.retryAfterSeconds));
  ctx.status = status;
  ctx.body = { error: fault.kind };
  return true;
}

/** Leaves the answer to nobody: the caller's time-out ends it. */
function hang(ctx: Context): void {
  ctx.respond = false;
}

function refuse(ctx: Context, ledger: Ledger, status: number, reason: string): void {
  ledger.refuse(reason);
  ctx.status = status;
  ctx.body = { error: reason };
}
