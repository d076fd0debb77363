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
const tidy = at('removal/tidy-record.js');
const proposals = at('removal/run-proposals.js');
const record = at('orders/record-reading.js');
const reconcile = at('core/reservation/reconcile.js');
const settled = at('core/reservation/settled.js');
const status = at('core/reservation/status.js');
const left = at('core/order/left.js');
const claim = at('core/order/claim.js');
const vanished = at('core/record/vanished.js');
const recordFacts = at('core/record/order-facts.js');
const leftAt = at('core/record/left-at.js');
const remember = at('core/record/remember.js');
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
  gate('totalQuantity - taken - (0,', 'totalQuantity - (0,'),
  gate('sumOfQuantities)(unreserved) + returned', 'sumOfQuantities)(unreserved)'),
  gate('- (0, active_1.sumOfQuantities)(unreserved) + returned', '+ returned'),
  gate(
    'Math.max(0, leftQuantity - (0, deductions_1.deductedBefore)(deductions, lockId)) : 0',
    'leftQuantity : 0',
  ),
  gate('deductedBefore)(deductions, lockId)) : 0', 'deductedBefore)(deductions, lockId)) : quantity'),
  gate('isInvoiced ? facts.leftQuantity : 0', 'quantity'),
  gate(
    'deductedBefore)(deductions, lockId) - leftQuantity), 0)',
    'deductedBefore)(deductions, lockId) - leftQuantity), 0) * 0',
  ),
  gate('leadTime, unlimitedQuantity: false', "leadTime: '00:00:00', unlimitedQuantity: false"),
  gate('groups.slice(0, released)', 'groups.slice(0, released + 1)'),
  gate('if (quantity < 0)', 'if (quantity < -1_000_000)'),
  gate('if (input.reading.balance.isUnlimited)', 'if (false)'),
  gate('mustSend(view) || settledWaiting(view).length > 0', 'false'),
  gate('drawn.retryAt !== null)\n            return hold', 'false)\n            return hold'),
  gate('if (unseen.length > 0)', 'if (false)'),
  gate('filter((entry) => entry.lost)', 'filter(() => false)'),
  gate('const lost = missing.filter((one) => one.acknowledged)', 'const lost = []'),
  gate('!mustSend(view) && settledWaiting(view).length === 0', '!mustSend(view)'),

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
    "release.because === 'invoiced' ? (leftQuantity ?? 0) : one.deductedQuantity",
    'one.deductedQuantity',
  ),
  effects("one.status === 'canceled' || one.status === 'expired'", 'false'),
  effects('Math.min(quantity, left)', 'quantity'),
  effects('one.deductedQuantity + takenQuantity', '0'),
  failSafe("await store.setWatermarkTrust('broken');", ''),
  failSafe('quantity: verdict.repairQuantity', 'quantity: reading.balance.totalQuantity'),
  facts("one.deductedQuantity > 0 && one.status !== 'removed'", 'false'),
  facts('isUnderWay)(one.status) && one.lostAt === null', 'isUnderWay)(one.status) && false'),
  facts('(0, reservation_1.owedQuantity)(one)', 'one.quantity'),
  facts('quantity <= 0 || held.has(lockId)', 'quantity <= 0'),
  facts("one.heldAs === 'none' && !isNamed(one)", 'false'),
  read('if (balance.date === null)', 'if (false)'),
  read('if (!hasMore)', 'if (true)'),
  read('|| !check.readAgain', '|| true'),
  right("trust === 'broken' && keepsOpen", 'false'),
  right("trust !== 'unproven' || plan.gate.kept.length === 0", 'true'),
  plan('if (retryAt === null)', 'if (true)'),
  decide(
    'agreesWithItself ? await (0, tidy_record_1.tidyRecord)(services, position, reading, knownBefore) : knownBefore',
    'knownBefore',
  ),
  decide('agreesWithItself ? (0, gather_facts_1.leftOf)(known, reading) : []', '[]'),
  tidy(
    "one.heldAs === 'lock' && (0, reservation_1.isUnderWay)(one.status)",
    "false && one.heldAs === 'lock'",
  ),
  tidy('!LEFT_OUT.has(', 'true || !LEFT_OUT.has('),
  tidy('lostAt: null, deductedQuantity: 0 }', 'lostAt: null }'),
  tidy('lostAt: one.lostAt ?? at }', 'lostAt: null }'),
  tidy('if (isWhole && reading', 'if (reading'),
  vanished('if (listed.some(({ state }) => ENDED.has(state)))\n        return true;', ''),
  vanished("word?.kind === 'silent')\n        return 'silent'", "false)\n        return 'silent'"),
  vanished('if (wentOut.has(one))\n        return', 'if (false)\n        return'),
  vanished('fallen -= (0, reservation_1.owedQuantity)(one);', ''),
  vanished("return one.lostAt === null ? 'lost' : 'stands'", "return 'stands'"),
  vanished('reading.balance.totalQuantity + out <= lastTotal', 'true'),
  vanished('wasAcknowledged || wasSeenOpen', 'false'),
  vanished("if (isYoung(one, young))\n        return 'too-young';", ''),
  recordFacts(
    "facts.find(({ kind }) => kind === 'unreadable') ?? facts.find(({ kind }) => kind === 'open')",
    'undefined',
  ),
  recordFacts('units + one.leftQuantity, 0)', 'one.leftQuantity, 0)'),
  recordFacts('if (left.isSettled)', 'if (left.isTouched)'),
  recordFacts(
    'if (recorded !== undefined && hasLeft(recorded))\n        return asRecorded(recorded);\n    if ((0, order_status_1',
    'if ((0, order_status_1',
  ),
  recordFacts("implies === 'canceled' && !left.isTouched", "implies === 'canceled'"),
  leftAt('unexplained === 0 ? all', 'true ? all'),
  leftAt('a.isSettled && b.isSettled', 'a.isSettled || b.isSettled'),
  leftAt('kits * of.quantityPerKit', 'kits'),
  remember('before === null ? order.memory.firstUnits : before.firstUnits', 'order.memory.firstUnits'),
  remember('[...before.filter((one) => !told.some(({ lockId }) => lockId === one.lockId)), ...told]', 'told'),
  proposals("if (outcome.kind === 'done')", 'if (false)'),
  record('order.changedAt < changedAt', 'false'),
  record(
    'reservations: [...reservations, ...parked], changes, deliveries, log',
    'reservations: [...reservations, ...parked], changes, deliveries: [], log',
  ),
  reconcile('version: (0, version_after_1.versionAfter)(known.version, readAtMs)', 'version: known.version'),
  reconcile(
    'known.wasAcknowledged || saysAcknowledged(reading.order),\n    };',
    'known.wasAcknowledged,\n    };',
  ),
  reconcile('reading.order.lines.length === 0 &&', 'false &&'),
  reconcile(
    "status === 'expired' || (status === 'canceled' && (!wasAcknowledged || planId !== null))",
    'false',
  ),
  reconcile('reservation.lostAt !== null && (0, reservation_1.owedQuantity)(reservation) === 0', 'false'),
  reconcile('(derived.leftQuantity ?? known.leftQuantity)', 'known.leftQuantity'),
  settled("reservation.status === 'invoiced'", 'false'),
  settled("reservation.status !== 'canceled'", 'true'),
  status('if (left.isSettled)', 'if (left.isTouched)'),
  status("left.isTouched ? 'acknowledged' : 'canceled'", "'canceled'"),
  status('(0, stage_1.furtherStatus)(known, read)', 'read'),
  status("lock?.state === 'expired'", 'false'),
  left('claim > 0 && net >= claim', 'net > 0'),
  left(
    "const quantity = invoice.type === 'Output' ? unitsOn(invoice, line) : 0",
    'const quantity = unitsOn(invoice, line)',
  ),
  left('leavesWhole ? claim : Math.min(claim, net)', 'Math.min(claim, net)'),
  left('leavesWhole ? claim : Math.min(claim, net)', 'claim'),
  left('isInvoiced ? 0 : returnedUnits(order, line)', '0'),
  left('Math.max(quantity, other?.quantity ?? 0)', 'quantity + (other?.quantity ?? 0)'),
  claim('shown === net', 'false'),
  claim('if (shown === 0)', 'if (false)'),
  claim('Math.max(0, line.quantity - hidden)', 'line.quantity'),
  feed('await dispatcher.lookAtOrders(notifications)', 'undefined'),
  deliver("judged.state === 'accepted'", 'true'),
  chain('if (lease === null)', 'if (false)'),
  policy('dateOf(answer.headers.date)', 'null'),
];
