import { at, type Mutation } from '../mutation';

const recordReading = at('orders/record-reading.js');
const drainFeed = at('listeners/drain-feed.js');
const deliverStream = at('deliver/deliver-stream.js');
const toldBefore = at('deliver/told-before.js');
const planRemoval = at('middlewares/position/plan-removal.js');
const callPolicy = at('clients/vtex/call-policy.js');
const readLocks = at('orders/read-locks.js');
const countsOf = at('counts/counts-of.js');
const receiveCount = at('counts/receive-count.js');
const executeRemoval = at('middlewares/position/execute-removal.js');
const lookAtOrder = at('orders/look-at-order.js');
const isOnRecord = at('listeners/is-on-record.js');
const askForPlans = at('middlewares/order/ask-for-plans.js');

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
  deliverStream("before?.state === 'parked'", 'false'),
  deliverStream('if (before !== null)', 'if (false)'),
  toldBefore('versionOf(other) < versionOf(delivery)', 'true'),
  toldBefore("previousStatus === null || status === 'canceled'", 'previousStatus === null'),
  toldBefore("previousStatus === null || status === 'canceled'", "status === 'canceled'"),

  planRemoval('if (lease === null)', 'if (false)'),
  planRemoval('await lease.end();', 'void 0;'),
  planRemoval("resumed.kind === 'ended' && resumed.outcome.kind !== 'done'", 'false'),
  planRemoval("if (current?.state === 'executing')", 'if (false)'),
  askForPlans(
    'await (0, plan_positions_of_1.planPositionsOf)(ctx.services, ctx.recorded, ctx.planning);',
    '',
  ),

  callPolicy('dateOf(answer.headers.date)', 'null'),

  readLocks("r.status === 'authorized' && ", ''),
  readLocks('r.expiresAt <= now', 'r.expiresAt < now'),
  readLocks('known === null ? [] : expiredLocks(services, known)', '[]'),
  readLocks("answer.failure.kind === 'not-found'", 'false'),

  countsOf("plan.state === 'executed' && plan.gate.kind === 'remove'", "plan.state === 'executed'"),
  countsOf('wasNotSet || !ENDED.has(plan.state)', '!ENDED.has(plan.state)'),
  countsOf(
    "counts.filter((one) => stateOfCount(one) !== 'over')",
    "counts.filter((one) => stateOfCount(one) === 'waiting')",
  ),

  receiveCount('ageMs < -CLOCK_TOLERANCE_MS', 'false'),
  receiveCount('ageMs <= countMaxAgeDays * DAY_MS ||', 'true ||'),
  receiveCount('applied !== null && countedAt < applied.count.countedAt', 'false'),
  receiveCount('waiting !== null && countedAt < waiting.countedAt ? waiting.planId :', ''),
  receiveCount('recorded.isNew || (await store.plan(recorded.planId)) === null', 'recorded.isNew'),

  executeRemoval('if (!lease.isHeld())', 'if (false)'),
  executeRemoval("plan.state !== 'approved' && plan.state !== 'executing'", 'false'),
  executeRemoval("outcome.kind === 'done' && wantsMore", 'false'),
  executeRemoval('plan.gate.attentions.length > 0 ||', 'false ||'),

  isOnRecord('order.changedAt >= currentChange', 'order.changedAt > currentChange'),
  isOnRecord("source !== 'feed' || ", ''),
  isOnRecord('&& readAtMs >= (0, instant_1.msOfInstant)(currentChange)', ''),

  lookAtOrder('(await services.store.knownOrder(orderId)) === null', 'true'),
  lookAtOrder('(await services.store.knownOrder(orderId)) === null', 'false'),
];
