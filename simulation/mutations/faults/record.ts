import { at, type Mutation } from '../mutation';

const vanished = at('core/record/vanished.js');
const orderFacts = at('core/record/order-facts.js');
const settled = at('core/record/settled.js');
const toPlan = at('core/record/positions-to-plan.js');
const successor = at('core/record/successor.js');
const readSuccessor = at('orders/read-successor.js');
const recordReading = at('orders/record-reading.js');
const lookAgain = at('core/record/look-again.js');

export const RECORD: readonly Mutation[] = [
  vanished('if (listed.some(({ state }) => (0, let_go_1.isLetGo)(state)))\n        return true;', ''),
  vanished("word?.kind === 'silent')\n        return 'silent'", "false)\n        return 'silent'"),
  vanished('if (wentOut.has(one))\n        return', 'if (false)\n        return'),
  vanished('fallen -= (0, reservation_1.owedQuantity)(one);', ''),
  vanished("return lostAt === null && quantity > 0 ? 'lost' : 'stands'", "return 'stands'"),
  vanished('reading.balance.totalQuantity + out <= lastTotal', 'true'),
  vanished('wasAcknowledged || wasSeenOpen', 'false'),
  vanished("if (isYoung(one, young))\n        return 'too-young';", ''),
  vanished('if (fallen < 0)', 'if (fallen <= 0)'),
  vanished(
    "(a.invoicedAt ?? '') < (b.invoicedAt ?? '') ? -1 : 1",
    "(a.invoicedAt ?? '') < (b.invoicedAt ?? '') ? 1 : -1",
  ),
  vanished("given.plan?.state === 'dismissed' && missedBy", 'missedBy'),
  vanished('wasEverOpen(one) && !settledIn(given).has(one.lockId)', 'wasEverOpen(one)'),
  vanished('items.length > 0 && !items.some(isHere)', '!items.some(isHere)'),
  vanished('items.length > 0 && !items.some(isHere)', 'false'),
  vanished('isGone(one) && one.lostAt === null && !isYoung', 'isGone(one) && !isYoung'),
  vanished("if (status === 'invoiced' && wasAcknowledged)", 'if (false)'),
  vanished("word.kind === 'unknown' ? status !== 'invoiced'", "word.kind === 'unknown' ? true"),
  vanished("word.kind === 'unknown' ? status !== 'invoiced'", "word.kind === 'unknown' ? false"),
  vanished('if (missedBy(given).has(one.lockId))', 'if (false)'),
  vanished("&& one.deductedQuantity === 0 ? 'released-by-others'", "? 'released-by-others'"),
  vanished("lostAt === null && quantity > 0 ? 'lost'", "lostAt === null ? 'lost'"),
  vanished('(reading !== null || item.kitSkuIds.length === 0)', 'true'),
  vanished("gate.kind === 'remove' ? gate.releases : []", '[]'),

  orderFacts(
    "facts.find(({ kind }) => kind === 'unreadable') ?? facts.find(({ kind }) => kind === 'open')",
    'undefined',
  ),
  orderFacts('units + one.leftQuantity, 0)', 'one.leftQuantity, 0)'),
  orderFacts('if (left.isSettled)', 'if (left.isTouched)'),
  orderFacts(
    'if (recorded !== undefined && hasLeft(recorded))\n        return asRecorded(recorded);\n    if ((0, order_status_1',
    'if ((0, order_status_1',
  ),
  orderFacts("implies === 'canceled' && !left.isTouched", "implies === 'canceled'"),
  orderFacts('if (parked !== null)', 'if (false)'),
  orderFacts("recorded?.status === 'canceled' || isCanceled", 'isCanceled'),
  orderFacts("recorded?.status === 'canceled' || isCanceled", "recorded?.status === 'canceled'"),
  orderFacts('!hasLine && removed >= listed.quantity', '!hasLine && removed > listed.quantity'),
  orderFacts('!hasLine && removed >= listed.quantity', 'removed >= listed.quantity'),
  orderFacts('lines.length === 0 || !lines.every(({ isSettled }) => isSettled)', 'lines.length === 0'),
  orderFacts('if ((0, left_at_1.isUndone)(order, left))', 'if (false)'),
  orderFacts('one.invoicedAt > last ? one.invoicedAt : last', 'last'),
  orderFacts("status === 'invoiced' || status === 'removed'", "status === 'invoiced'"),
  orderFacts('leftQuantity ?? quantity', 'quantity'),
  orderFacts('partsLeft: invoiced.flatMap((one) => one.partsLeft)', 'partsLeft: first.partsLeft'),

  toPlan('isCanceled && ', 'false && '),
  toPlan(', ...claimsBeyond(order, reservations)', ''),
  toPlan('claim > one.quantity', 'claim >= one.quantity'),
  toPlan('&& lostAt === null', ''),
  toPlan('if (!hasChanged(order))', 'if (true)'),
  successor('last.memory.isSuccessorRead', 'false'),
  successor("=== 'replaced' ? last : null", "=== 'replaced' ? null : null"),
  successor('createdAt(other.order) > createdAt(order)', 'false'),
  successor('createdAt(a) < createdAt(b) ? 1 : -1', 'createdAt(a) < createdAt(b) ? -1 : 1'),
  readSuccessor('plusMs)(endedAt, LISTED_AFTER_MS) > now', 'plusMs)(endedAt, 0) > now'),
  readSuccessor('if (!page.ok)\n            return false;', 'if (!page.ok)\n            continue;'),
  readSuccessor('if (unread.length > 0)', 'if (false)'),
  readSuccessor('await remember(services, order.orderId);\n    return true', 'return true'),
  recordReading('known?.order.memory.isSuccessorRead && reading.others === null', 'false'),

  settled('stillMatters: yes, awaitsRemoval: unlessKit', 'stillMatters: yes, awaitsRemoval: no'),
  settled('stillMatters: yes, awaitsRemoval: unlessKit', 'stillMatters: yes, awaitsRemoval: yes'),
  settled('unlessKit(one) && whileHeld(one)', 'false'),
  settled('unlessKit(one) && whileHeld(one)', 'whileHeld(one)'),
  settled('if (deductedQuantity > 0)', 'if (false)'),
  settled('wasAcknowledged || acknowledgedAt !== null', 'wasAcknowledged'),
  settled("heldAs === 'lock' && isAcknowledged", 'isAcknowledged'),
  settled('planId === null && lostAt', 'lostAt'),
  settled('&& lostAt === null', ''),

  lookAgain('reservations.length === 0 ||', 'false ||'),
  lookAgain('mayChange && readAtMs', 'readAtMs'),
  lookAgain("status !== 'authorized' ||", ''),
  lookAgain('|| expiresAt >= before', ''),
  lookAgain('readAtMs <= (0, instant_1.msOfInstant)(expiresAt) ||', ''),
  lookAgain('- exports.ASK_AGAIN_MS', ''),
];
