import { at, type Mutation } from '../mutation';

const readConsistently = at('core/gate/read-consistently.js');
const readBack = at('core/gate/read-back.js');
const active = at('core/gate/active.js');

export const READING: readonly Mutation[] = [
  readConsistently('totals.size > 1', 'false'),
  readConsistently('twice.length > 0', 'false'),
  readConsistently('total !== items.length', 'false'),
  readConsistently('reservedQuantity < 0', 'false'),
  readConsistently('excess !== 0 && !abortedCounted', 'false'),
  readConsistently('missing.length > 0', 'false'),
  readConsistently(
    'excess > 0 && excess ===',
    'excess ===',
    'aborted units add up to more than 0 wherever one is named',
  ),
  readConsistently('listed.has(one.lockId) && !one.acknowledged', 'listed.has(one.lockId)'),
  readConsistently('!isWhole ||', 'false ||'),
  readConsistently(
    '(0, active_1.sumOfQuantities)((0, active_1.activeOf)(reading)) !== reading.balance.reservedQuantity',
    'false',
  ),
  readConsistently('other !== undefined && !isAlike(other, item)', 'false'),
  readConsistently('item.quantity + (other?.quantity ?? 0)', 'item.quantity'),
  readConsistently('a.acknowledgedAt === b.acknowledgedAt', 'true'),
  readConsistently('message, [], false)', 'message, [], true)'),
  readConsistently('abortedStillCounted: abortedCounted ? aborted : []', 'abortedStillCounted: []'),

  readBack('totalQuantity === intent.update.quantity', 'true'),
  readBack("ordersGone.get(one.lockId)?.kind !== 'canceled'", 'false'),
  readBack('if (lost.length > 0)\n        return lostVerdict', 'if (false)\n        return lostVerdict'),
  readBack('if (remaining.length === 0)', 'if (true)'),
  readBack('intent.update.quantity - (0, active_1.sumOfQuantities)(lost)', 'intent.update.quantity'),
  readBack("check.kind === 'inconsistent' && check.readAgain", 'false'),
  readBack('!asBefore || !noneGone || lost.length > 0', '!noneGone || lost.length > 0'),
  readBack('!asBefore || !noneGone || lost.length > 0', '!asBefore || lost.length > 0'),
  readBack('!asBefore || !noneGone || lost.length > 0', '!asBefore || !noneGone'),
  readBack(
    'Math.max(0, intent.update.quantity - (0, active_1.sumOfQuantities)(lost))',
    'intent.update.quantity - (0, active_1.sumOfQuantities)(lost)',
  ),
  readBack('intent.dependsOnWatermark && hadEffect && someKept', 'hadEffect && someKept'),
  readBack('intent.dependsOnWatermark && hadEffect && someKept', 'intent.dependsOnWatermark && someKept'),
  readBack('intent.dependsOnWatermark && hadEffect && someKept', 'intent.dependsOnWatermark && hadEffect'),
  readBack('if (asBefore && noneGone)', 'if (false)'),
  readBack('if (asBefore && noneGone)', 'if (asBefore)'),
  readBack('intent.mustKeep.filter((one) => !active.has(one.lockId))', '[]'),
  readBack('sum + one.deductedQuantity, 0)', 'sum + one.quantity, 0)'),

  active(' && reservation.quantity !== 0', ''),
  active(", 'active-unknown'", ''),
  active("'authorized', ", ''),
];
