import { at, type Mutation } from '../mutation';

const gate = at('core/gate/gate.js');
const view = at('core/gate/view.js');
const planRemoval = at('core/gate/plan-removal.js');
const terms = at('core/gate/terms.js');
const attentions = at('core/gate/attentions.js');
const holds = at('core/gate/holds.js');

export const GATE: readonly Mutation[] = [
  gate('input.count === null || silent.length === 0', 'true'),
  gate(
    'return decide((0, view_1.withoutCount)({ ...view, attentions }))',
    'return decide({ ...view, attentions })',
  ),
  planRemoval('unreserved.length > 0 || setAside.some(isNews)', 'unreserved.length > 0'),
  gate("check.kind === 'consistent'", 'true'),
  gate("input.trust !== 'broken' || groups.length === 0", 'true'),
  gate("const isBroken = input.trust === 'broken'", 'const isBroken = false'),
  planRemoval('totalQuantity - taken - (0,', 'totalQuantity - (0,'),
  planRemoval('sumOfQuantities)(unreserved) + returned', 'sumOfQuantities)(unreserved)'),
  planRemoval('- (0, active_1.sumOfQuantities)(unreserved) + returned', '+ returned'),
  planRemoval(
    'Math.max(0, leftQuantity - (0, deductions_1.deductedBefore)(deductions, lockId))',
    'leftQuantity',
  ),
  planRemoval('(0, lacked_units_1.addedBackTwice)(one, lockId, input)', 'quantity'),
  planRemoval('(0, lacked_units_1.addedBackTwice)(one, lockId, input)', '0'),
  planRemoval('isInvoiced ? facts.leftQuantity : 0', 'quantity'),
  planRemoval(
    'deductedBefore)(deductions, lockId) - leftQuantity), 0)',
    'deductedBefore)(deductions, lockId) - leftQuantity), 0) * 0',
  ),
  planRemoval('leadTime: (0, terms_1.leadTimeOf)(input)', "leadTime: '00:00:00'"),
  planRemoval('groups.slice(0, released)', 'groups.slice(0, released + 1)'),
  planRemoval('if (quantity < 0)', 'if (quantity < -1_000_000)'),
  terms('reading.balance.isUnlimited && count?.unlimited !== false', 'false'),
  terms('reading.balance.isUnlimited && count?.unlimited !== false', 'reading.balance.isUnlimited'),
  terms('leadTime : named', 'named : named'),
  terms('&& balance.reservedQuantity !== 0', ''),
  gate('if ((0, terms_1.asksForNoLimit)(input))', 'if (false)'),
  gate('mustSend(view) || settledWaiting(view).length > 0', 'false'),
  gate(
    'drawn.retryAt !== null)\n            return (0, view_1.hold)',
    'false)\n            return (0, view_1.hold)',
  ),
  gate('if (unseen.length > 0)', 'if (false)'),
  gate('filter((entry) => entry.lost)', 'filter(() => false)'),
  gate('const lost = missing.filter((one) => one.acknowledged)', 'const lost = []'),
  gate('!mustSend(view) && settledWaiting(view).length === 0', '!mustSend(view)'),
  holds('disagreesForMs(input) >= TOLD_AFTER_MS', 'disagreesForMs(input) < TOLD_AFTER_MS'),
  holds('Math.min(disagreesForMs(input), READ_AGAIN_AT_MOST_MS)', 'READ_AGAIN_AT_MOST_MS'),
  holds('Math.min(disagreesForMs(input), READ_AGAIN_AT_MOST_MS)', 'disagreesForMs(input)'),
  gate('if (lost.length < missing.length)', 'if (false)'),
  gate('if (!mayRepair && groups.every(', 'if (false && groups.every('),
  planRemoval('releases.length === 0 && !closes', 'releases.length === 0'),
  planRemoval('lockIds !== undefined && contained.length > 0', 'false'),
  planRemoval("because: isInvoiced ? 'invoiced' : 'canceled'", "because: 'invoiced'"),
  planRemoval('dependsOnWatermark: kept.length > 0', 'dependsOnWatermark: false'),
  gate('limitsOf(input), input.count?.countedAt ?? null)', 'limitsOf(input), null)'),
  planRemoval('(groups.slice(released), input.count', '(groups, input.count'),
  planRemoval(
    ".filter(({ because }) => because === 'invoiced')",
    '',
    'what was deducted for a canceled one does not stand: it comes back by itself',
  ),
  planRemoval(
    'deductions.returnedQuantity + returnedWith(releases, deductions)',
    'deductions.returnedQuantity',
  ),
  planRemoval('[...(input.left ?? []), ...unreserved]', '[...unreserved]'),
  planRemoval('[...(input.left ?? []), ...unreserved]', '[...(input.left ?? [])]'),
  gate('one.acknowledged && listed.has(one.lockId)', 'one.acknowledged'),
  gate(
    'return (0, plan_removal_1.planRemoval)(view, drawn.released, drawn.at, drawn.retryAt)',
    'return (0, plan_removal_1.planRemoval)(view, drawn.released, drawn.at, null)',
  ),
  view('(0, count_quantity_1.countedAway)(input, judged)', '[]'),

  attentions('count <= MANY_ACTIVE', 'count < MANY_ACTIVE'),
  attentions('watermark !== null && quantity >= 0', 'watermark !== null'),
  attentions('facts.undoneQuantity !== undefined', 'false'),
  attentions("facts.doubt === 'split'", 'false'),
  attentions("if (facts.kind !== 'unreadable')", 'if (true)'),
  attentions('const quantity = totalQuantity - (0,', 'const quantity = totalQuantity - 0 * (0,'),
  attentions(
    "kind: 'settle', lockId, leftQuantity: left",
    "kind: 'settle', lockId, leftQuantity: one.quantity",
  ),
];
