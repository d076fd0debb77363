import type Router from '@koa/router';
import type { Context } from 'koa';
import { z } from 'zod';
import { parseJson, readBody } from '../../read-body';
import { StoreRefusal } from '../model/outcome';
import type { Platform } from '../model/platform';
import { ACTIONS } from './actions';
import type { StoreWire } from './call';
import { ENDPOINTS } from './endpoints';
import type { Fault } from './faults';

const count = z.number().int().nonnegative();
const simple = [
  'error-before',
  'error-after',
  'unavailable',
  'hang-after',
  'hang-before',
  'locked',
  'unauthorized',
  'forbidden',
  'down',
  'bad-json',
  'not-done',
] as const;
const fault = z.union([
  z.object({ kind: z.enum(simple) }),
  z.object({ kind: z.literal('rate-limited'), retryAfterSeconds: count.optional() }),
  z.object({ kind: z.enum(['slow', 'late-effect']), ms: count }),
  z.object({
    kind: z.literal('meanwhile'),
    when: z.enum(['before', 'after']),
    action: z.string(),
    args: z.unknown(),
  }),
]);
const rule = z.object({
  endpoint: z.enum(['*', ...ENDPOINTS]),
  fault,
  times: count.optional(),
  skip: count.optional(),
  probability: z.number().min(0).max(1).optional(),
});
const platform = z
  .strictObject({
    honoursWatermark: z.boolean(),
    ignoresWatermarkFromMs: count.nullable(),
    releasesNothing: z.boolean(),
    lateCancel: z.enum(['negative-at-once', 'negative-after-next-handling', 'harmless']),
    cancelOfReleased: z.enum(['harmless', 'negative']),
    canceledStaysAcknowledged: z.boolean(),
    reservationFollowsChange: z.boolean(),
    infersInvoiceItems: z.boolean(),
    countsAborted: z.boolean(),
    ignoresQuantityEqualToAvailable: z.boolean(),
    updateLockMs: count,
    maxActiveReservations: count,
    reservationOrder: z.enum(['oldest-first', 'newest-first', 'shifting']),
    mostPerPage: count.positive(),
    listsEnded: z.boolean(),
    warehouseCaseMatters: z.boolean(),
    orderVisibleAfterMs: count,
    clockSkewMs: z.number().int(),
    clockDriftMsPerHour: z.number(),
    dateHeaderSkewMs: z.number().int().nullable(),
    indexLagMs: count,
  } satisfies Record<keyof Platform, z.ZodType>)
  .partial();
const delivery = z
  .strictObject({
    duplicates: z.number(),
    drops: z.number(),
    delayMs: count,
    reorderMs: count,
    timeoutMs: count,
    firstRetryMs: count,
    retryFactor: z.number(),
    mostAttempts: count,
    silentDays: z.number(),
    mostAtOnce: count,
  })
  .partial();

/** The sandbox's own calls: none of them exists on VTEX, none needs a key, none is counted. */
export function controlRoutes(router: Router, wire: StoreWire): void {
  const { model, faults, counters, store } = wire;
  router.post('/_sandbox/actions/:name', (ctx) =>
    control(ctx, (body) => act(wire, ctx.params.name ?? '', body)),
  );
  router.get('/_sandbox/oracle', (ctx) => control(ctx, () => model.oracle()));
  router.get('/_sandbox/orders/:orderId/goods', (ctx) =>
    control(ctx, () => model.goodsOf(ctx.params.orderId ?? '')),
  );
  router.get('/_sandbox/counters', (ctx) =>
    control(ctx, () => ({
      total: counters.total(),
      calls: counters.calls(),
      statuses: counters.statuses(),
      hook: store.hook.counts,
    })),
  );
  router.delete('/_sandbox/counters', (ctx) => control(ctx, () => counters.reset()));
  router.get('/_sandbox/faults', (ctx) => control(ctx, () => faults.list()));
  router.post('/_sandbox/faults', (ctx) =>
    control(ctx, (body) => {
      const asked = rule.parse(body);
      return { id: faults.set({ ...asked, fault: faultOf(wire, asked.fault) }) };
    }),
  );
  router.delete('/_sandbox/faults', (ctx) => control(ctx, () => faults.clear()));
  router.delete('/_sandbox/faults/:id', (ctx) => control(ctx, () => faults.clear(Number(ctx.params.id))));
  router.put('/_sandbox/platform', (ctx) =>
    control(ctx, (body) => Object.assign(store.platform, platform.parse(body))),
  );
  router.put('/_sandbox/hook-delivery', (ctx) =>
    control(ctx, (body) => Object.assign(store.hookDelivery, delivery.parse(body))),
  );
}

function act(wire: StoreWire, name: string, args: unknown): unknown {
  const action = ACTIONS[name];
  if (!action) throw new UnknownAction(`no action ${name}; there are ${Object.keys(ACTIONS).join(', ')}`);
  return action(wire.model, args);
}

class UnknownAction extends Error {}

function faultOf(wire: StoreWire, asked: z.infer<typeof fault>): Fault {
  if (asked.kind !== 'meanwhile') return asked;
  return { kind: 'meanwhile', when: asked.when, run: () => void act(wire, asked.action, asked.args) };
}

async function control(ctx: Context, run: (body: unknown) => unknown): Promise<void> {
  const body = parseJson(await readBody(ctx.req));
  try {
    ctx.body = run(body) ?? {};
  } catch (error) {
    if (error instanceof StoreRefusal) {
      ctx.status = error.refusal.status;
      ctx.body = error.refusal;
    } else if (error instanceof z.ZodError || error instanceof UnknownAction) {
      ctx.status = 400;
      ctx.body = { message: error.message };
    } else throw error;
  }
}
