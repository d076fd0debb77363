import { at, type Mutation } from '../mutation';

const recordReading = at('orders/record-reading.js');
const drainFeed = at('listeners/drain-feed.js');
const deliverStream = at('deliver/deliver-stream.js');
const planRemovals = at('middlewares/order/plan-removals.js');
const callPolicy = at('clients/vtex/call-policy.js');
const readLocks = at('orders/read-locks.js');
const countsOf = at('counts/counts-of.js');
const receiveCount = at('counts/receive-count.js');
const executeRemovals = at('middlewares/order/execute-removals.js');
const loadOrder = at('middlewares/order/load-order.js');

export const CHAIN: readonly Mutation[] = [
  recordReading('order.changedAt < changedAt', 'false'),
  recordReading(
    'reservations: [...reservations, ...parked], changes, deliveries, log',
    'reservations: [...reservations, ...parked], changes, deliveries: [], log',
  ),
  recordReading('return readAtMs < known.readAtMs', 'return false'),
  recordReading('known !== null && !isOver', 'known !== null'),
  recordReading('(one) => one.order.orderId !== order.orderId', '() => true'),
  recordReading('recorded.filter((one) => !parked.includes(one))', 'recorded'),
  recordReading('[...reservations, ...parked]', 'reservations'),
  recordReading('readAtMs: known.readAtMs, log', 'log'),

  drainFeed('await dispatcher.lookAtOrders(notifications)', 'undefined'),

  deliverStream("judged.state === 'accepted'", 'true'),

  planRemovals('if (lease === null)', 'if (false)'),
  planRemovals('await lease.release();', 'void 0;'),
  planRemovals("resumed.kind === 'settled' && resumed.outcome.kind !== 'done'", 'false'),
  planRemovals("if (current?.state === 'executing')", 'if (false)'),
  planRemovals('if (ctx.recorded !== null)', 'if (false)'),

  callPolicy('dateOf(answer.headers.date)', 'null'),

  readLocks("r.status === 'authorized' && ", ''),
  readLocks('r.expiresAt <= now', 'r.expiresAt < now'),
  readLocks('known === null ? [] : expiredLocks(services, known)', '[]'),
  readLocks("answer.failure.kind === 'not-found'", 'false'),

  countsOf("plan.state === 'executed' && plan.gate.kind === 'remove'", "plan.state === 'executed'"),
  countsOf('wasNotSet || !ENDED.has(plan.state)', '!ENDED.has(plan.state)'),
  countsOf(
    'const [newest] = counts',
    "const [newest] = counts.filter((one) => stateOfCount(one) !== 'over')",
  ),
  countsOf(
    "newest !== undefined && stateOfCount(newest) === 'waiting'",
    "newest !== undefined && stateOfCount(newest) !== 'over'",
  ),

  receiveCount('ageMs < -CLOCK_TOLERANCE_MS', 'false'),
  receiveCount('ageMs <= countMaxAgeDays * DAY_MS ||', 'true ||'),
  receiveCount('applied !== null && countedAt < applied.count.countedAt', 'false'),
  receiveCount('newest !== null && countedAt < newest.countedAt ? newest.planId : newId()', 'newId()'),
  receiveCount('recorded.isNew || (await store.plan(recorded.planId)) === null', 'recorded.isNew'),

  executeRemovals('if (!ctx.leases.every((lease) => lease.isHeld()))', 'if (false)'),
  executeRemovals("plan.state !== 'approved' && plan.state !== 'executing'", 'false'),
  executeRemovals("outcome.kind === 'done' && wantsMore", 'false'),
  executeRemovals('plan.gate.attentions.length > 0 ||', 'false ||'),

  loadOrder('isMissing && (await ctx.store.knownOrder(ctx.orderId)) === null', 'isMissing'),
  loadOrder('isMissing && (await ctx.store.knownOrder(ctx.orderId)) === null', 'false'),
];
