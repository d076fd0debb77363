/** One deliberate fault in the compiled product. */
export interface Mutation {
  /** Under `node/dist`. */
  file: string;
  /** Stands there exactly once. */
  from: string;
  to: string;
}

const at =
  (file: string) =>
  (from: string, to: string): Mutation => ({ file, from, to });

const watermark = at('core/gate/watermark.js');
const gate = at('core/gate/gate.js');
const standing = at('core/gate/standing.js');
const deductions = at('core/gate/deductions.js');
const consistency = at('core/gate/read-consistently.js');
const readBack = at('core/gate/read-back.js');
const count = at('core/gate/count-quantity.js');
const settle = at('removal/settle-removal.js');
const execute = at('removal/execute-removal.js');
const effects = at('removal/reservation-effects.js');
const failSafe = at('removal/fail-safe.js');
const facts = at('removal/gather-facts.js');
const read = at('removal/read-position.js');
const right = at('removal/update-right.js');
const plan = at('removal/plan-position.js');
const decide = at('removal/decide-position.js');
const gone = at('removal/mark-gone.js');
const proposals = at('removal/run-proposals.js');
const record = at('orders/record-reading.js');
const reconcile = at('core/reservation/reconcile.js');
const settled = at('core/reservation/settled.js');
const status = at('core/reservation/status.js');
const invoiced = at('core/order/invoiced.js');
const feed = at('listeners/drain-feed.js');
const deliver = at('deliver/deliver-stream.js');
const chain = at('middlewares/order/plan-removals.js');
const policy = at('clients/vtex/call-policy.js');

/** Faults that somebody might make. Each must be noticed; one whose text is not there any more has to be written anew. */
export const MUTATIONS: readonly Mutation[] = [
  watermark('mark) => !mark.settled', 'mark) => mark.settled'),
  watermark('at < limits.balanceDate', 'true'),
  watermark('ticksOf)(last.at) + gap', 'ticksOf)(last.at) - gap'),
  watermark('ticksOf)(next.at) - gap', 'ticksOf)(next.at) + 10n * gap'),
  watermark('earlier(bound, balanceDate)) - gap', 'earlier(bound, balanceDate)) + gap'),
  watermark('return a < b ? a : b;', 'return a < b ? b : a;'),
  watermark('released -= 1', 'released -= released'),

  gate("check.kind === 'consistent'", 'true'),
  gate("input.trust !== 'broken' || groups.length === 0", 'true'),
  gate("const isBroken = input.trust === 'broken'", 'const isBroken = false'),
  gate('totalQuantity - taken + deductions.returnedQuantity', 'totalQuantity + deductions.returnedQuantity'),
  gate('totalQuantity - taken + deductions.returnedQuantity', 'totalQuantity - taken'),
  gate('Math.max(0, quantity - (0, deductions_1.deductedBefore)(deductions, lockId))', 'quantity'),
  gate('deductedBefore)(deductions, lockId)) : 0', 'deductedBefore)(deductions, lockId)) : quantity'),
  gate('leadTime, unlimitedQuantity: false', "leadTime: '00:00:00', unlimitedQuantity: false"),
  gate('groups.slice(0, released)', 'groups.slice(0, released + 1)'),
  gate('if (quantity < 0)', 'if (quantity < -1_000_000)'),
  gate('if (input.reading.balance.isUnlimited)', 'if (false)'),
  gate('view.deductions.comesBack || settledWaiting(view).length > 0', 'false'),
  gate('!mustSend && settledWaiting(view).length === 0', '!mustSend'),

  standing("facts.kind === 'invoiced' || facts.kind === 'canceled'", "facts.kind === 'invoiced'"),
  standing("facts.kind === 'invoiced' || facts.kind === 'canceled'", "facts.kind !== 'unreadable'"),
  standing("facts.kind === 'invoiced' || facts.kind === 'canceled'", "facts.kind !== 'open'"),
  standing('members.every(isSettled)', 'members.some(isSettled)'),
  standing('(a.at < b.at ? -1 : 1)', '(a.at < b.at ? 1 : -1)'),
  standing('if (acknowledgedAt === null)', 'if (false)'),

  deductions("entry.settled?.kind === 'canceled' ||", 'false ||'),
  deductions('!canceled.includes(entry)', 'true'),
  deductions('sumOfQuantities)(canceled)', 'sumOfQuantities)([])'),
  count('count.onHand', '0'),

  consistency('totals.size > 1', 'false'),
  consistency('twice.length > 0', 'false'),
  consistency('total !== items.length', 'false'),
  consistency('reservedQuantity < 0', 'false'),
  consistency('excess !== 0 && !abortedCounted', 'false'),
  consistency('missing.length > 0', 'false'),

  readBack('totalQuantity === intent.update.quantity', 'true'),
  readBack("ordersGone.get(one.lockId)?.kind !== 'canceled'", 'false'),
  readBack('if (lost.length > 0)\n        return lostVerdict', 'if (false)\n        return lostVerdict'),
  readBack('if (remaining.length === 0)', 'if (true)'),
  readBack('intent.update.quantity - (0, active_1.sumOfQuantities)(lost)', 'intent.update.quantity'),

  settle('await (0, conclude_removal_1.concludeProven)(services, closing, verdict);', ''),
  settle('return waitMs > 0 ?', 'return false ?'),
  settle(
    'const verdict = (0, read_back_1.judgeReadBack)({ intent, reading, ordersGone })',
    "const verdict = { kind: 'proven', removedQuantity: 0, provesWatermark: true }",
  ),
  execute('!(await store.beginRemoval(planId, intent))', 'false'),
  execute('if (failure.maybeApplied)', 'if (false)'),
  execute('intent = settled.intent', 'return { kind: "done" }'),
  effects(
    'deductedQuantity: one.deductedQuantity + release.deductedQuantity',
    'deductedQuantity: one.deductedQuantity',
  ),
  effects('one.deductedQuantity + takenQuantity', '0'),
  failSafe("await store.setWatermarkTrust('broken');", ''),
  failSafe('quantity: verdict.repairQuantity', 'quantity: reading.balance.totalQuantity'),
  facts("one.deductedQuantity > 0 && one.status !== 'removed'", 'false'),
  facts("status === 'authorized' || status === 'confirmed' || status === 'acknowledged'", 'false'),
  facts('const left = quantity - deductedQuantity', 'const left = quantity'),
  read('if (balance.date === null)', 'if (false)'),
  read('if (!hasMore)', 'if (true)'),
  read('!check.readAgain || attempt >= TRIES', 'true'),
  right("trust === 'broken' && keepsOpen", 'false'),
  right("trust !== 'unproven' || plan.gate.kept.length === 0", 'true'),
  plan('if (retryAt === null)', 'if (true)'),
  decide('agreesWithItself ? await tidyRecord(services, reading, knownBefore) : knownBefore', 'knownBefore'),
  gone('!held.has(one.lockId)', 'true'),
  proposals("if (outcome.kind === 'done')", 'if (false)'),
  record('order.changedAt < changedAt', 'false'),
  record('deliveries, log: describe', 'deliveries: [], log: describe'),
  reconcile('version: known.version + 1', 'version: known.version'),
  reconcile(
    'known.wasAcknowledged || saysAcknowledged(reading.order),\n    };',
    'known.wasAcknowledged,\n    };',
  ),
  reconcile('reading.order.lines.length === 0 && !canceled', 'false'),
  settled("reservation.status === 'invoiced'", 'false'),
  settled("reservation.status !== 'canceled'", 'true'),
  status("coverage.kind === 'all'", "coverage.kind !== 'none'"),
  status("lock?.state === 'expired'", 'false'),
  invoiced('invoicedUnits(order, line.index) >= line.quantity', 'invoicedUnits(order, line.index) > 0'),
  invoiced("invoice.type === 'Output'", 'true'),
  feed('await dispatcher.lookAtOrders(notifications)', 'undefined'),
  deliver("judged.state === 'accepted'", 'true'),
  chain('if (lease === null)', 'if (false)'),
  policy('dateOf(answer.headers.date)', 'null'),
];
