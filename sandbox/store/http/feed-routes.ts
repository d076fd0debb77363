import type Router from '@koa/router';
import { z } from 'zod';
import type { FeedMessage } from '../model/feed';
import { withZ } from '../model/instant';
import { badRequest, register, type StoreWire } from './call';

const CONFIG = '/api/orders/feed/config';
const FEED = '/api/orders/feed';

const feedConfig = z.object({
  filter: z.object({
    type: z.enum(['FromWorkflow', 'FromOrders']),
    status: z.array(z.string()).optional(),
    expression: z.string().optional(),
  }),
  queue: z.object({
    visibilityTimeoutInSeconds: z.number().int().positive(),
    MessageRetentionPeriodInSeconds: z.number().int().min(345_600).max(1_209_600),
  }),
});

export function feedRoutes(router: Router, wire: StoreWire): void {
  const { feed } = wire.store;
  const notConfigured = { error: { code: '404', message: 'Feed configuration not found', exception: null } };
  register(router, wire, 'get', CONFIG, 'getFeedConfig', ({ ctx }) => {
    const config = feed.config();
    ctx.status = config ? 200 : 404;
    ctx.body = config ? configJson(wire) : notConfigured;
  });
  register(router, wire, 'post', CONFIG, 'saveFeedConfig', ({ ctx, body }) => {
    const asked = feedConfig.safeParse(body);
    if (!asked.success)
      return badRequest(ctx, `Invalid feed configuration: ${asked.error.issues[0]?.message}`);
    const { filter, queue } = asked.data;
    ctx.status = filter.status && filter.expression ? 409 : 200;
    if (ctx.status === 200)
      feed.configure({
        filter,
        visibilityTimeoutInSeconds: queue.visibilityTimeoutInSeconds,
        messageRetentionPeriodInSeconds: queue.MessageRetentionPeriodInSeconds,
      });
    ctx.body = '';
  });
  register(router, wire, 'delete', CONFIG, 'deleteFeedConfig', ({ ctx }) => {
    feed.configure(null);
    ctx.status = 200;
    ctx.body = '';
  });
  register(router, wire, 'get', FEED, 'readFeed', ({ ctx, query }) => {
    const lot = feed.read(Number(query.maxlot ?? 1) || 1);
    ctx.status = lot ? 200 : 404;
    ctx.body = lot ? lot.map(messageJson) : notConfigured;
  });
  register(router, wire, 'post', FEED, 'commitFeed', ({ ctx, body }) => {
    const handles = z.array(z.string()).safeParse(body.handles);
    if (!handles.success) return badRequest(ctx, 'handles must be a list of strings');
    feed.commit(handles.data);
    ctx.status = 200;
    ctx.body = '';
  });
}

function configJson({ store: { feed } }: StoreWire) {
  const config = feed.config();
  const waiting = feed.waiting();
  return {
    filter: config?.filter,
    queue: {
      visibilityTimeoutInSeconds: config?.visibilityTimeoutInSeconds,
      MessageRetentionPeriodInSeconds: config?.messageRetentionPeriodInSeconds,
    },
    quantity: waiting.quantity,
    approximateAgeOfOldestMessageInSeconds: waiting.oldestAgeSeconds,
  };
}

function messageJson({ eventId, handle, event }: FeedMessage) {
  return {
    eventId,
    handle,
    domain: event.domain,
    state: event.state,
    lastState: event.lastState ?? '',
    orderId: event.orderId,
    lastChange: withZ(event.lastChange),
    currentChange: withZ(event.currentChange),
  };
}
