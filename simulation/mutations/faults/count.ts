import { at, type Mutation } from '../mutation';

const deductions = at('core/gate/deductions.js');
const countQuantity = at('core/gate/count-quantity.js');
const lackedUnits = at('core/gate/lacked-units.js');

export const COUNT: readonly Mutation[] = [
  lackedUnits('return isShort ?', 'return false ?'),
  lackedUnits('Math.min(one.quantity, claimOf(one))', 'one.quantity'),
  lackedUnits('Math.min(one.quantity, claimOf(one))', 'claimOf(one)'),
  lackedUnits('- (0, standing_1.unitsGoneBy)(one, (0, stock_count_1.seenUpToOf)(count))', ''),
  lackedUnits('if (!isByCount(count, since)', 'if (since === null'),
  lackedUnits("(count.lacks === 'reserved' && untold.has(lockId))", 'false'),
  lackedUnits(
    "count.lacks === 'acknowledged' ? reservation.acknowledgedAt",
    'false ? reservation.acknowledgedAt',
  ),
  lackedUnits(
    "count.lacks === 'acknowledged' ? reservation.acknowledgedAt",
    'true ? reservation.acknowledgedAt',
  ),
  lackedUnits("facts.kind !== 'open' || facts.undoneQuantity !== undefined", 'false'),
  lackedUnits('facts.claimQuantity ?? quantity', 'quantity'),
  lackedUnits('count.lacks !== undefined && isByCount', 'isByCount'),
  lackedUnits('facts.canceledAt > sureFrom', 'false'),
  lackedUnits('facts.canceledAt > sureFrom', 'true'),
  countQuantity('isLackedUnheld)(count, one) ? 0', 'isLackedUnheld)(count, one) ? claimQuantity'),
  countQuantity('Math.max(0, facts.claimQuantity - quantity)', '0'),
  countQuantity('Math.max(0, claimQuantity - gone)', 'claimQuantity'),
  countQuantity('deductedQuantity: claimQuantity', 'deductedQuantity: 0'),
  countQuantity('[...beyond, ...nowhere]', '[...beyond]'),
  countQuantity('!setAside.some((one) => one.lockId === lockId)', 'true'),
  deductions("entry.settled?.kind === 'canceled' ||", 'false ||'),
  deductions('!canceled.includes(entry)', 'true'),
  deductions('sumOfQuantities)(canceled)', 'sumOfQuantities)([])'),
  deductions(
    "entry.settled?.kind === 'invoiced' && !listed.has(entry.lockId));\n    const returned",
    "entry.settled?.kind === 'invoiced');\n    const returned",
  ),
  deductions('Math.max(0, quantity - settled.leftQuantity)', '0'),
  deductions('Math.max(0, quantity - settled.leftQuantity)', 'quantity - settled.leftQuantity'),
  deductions('return !released.has(lockId)', 'return true'),
  deductions('return !released.has(lockId)', 'return false'),
  deductions(
    "settled?.kind !== 'invoiced' || settled.invoicedAt >",
    "settled?.kind !== 'invoiced' || settled.invoicedAt >=",
  ),
  deductions('entry.quantity - beyondLeft(entry)', 'entry.quantity'),
  deductions('comesBack: returnedQuantity > 0', 'comesBack: false'),
  deductions("if (facts?.kind === 'canceled')", 'if (false)'),
  deductions('Math.max(quantity, facts.claimQuantity ?? 0)', 'quantity'),
  deductions('[...canceled, ...left].map', '[...canceled].map'),

  countQuantity('count.onHand', '0'),
  countQuantity('- count.removedAfterCount', ''),
  countQuantity('- owed', ''),
  countQuantity('- leftAfter', ''),
  countQuantity('gone - one.facts.leftQuantity : 0', 'gone : 0'),
  countQuantity(
    'gone - one.facts.leftQuantity : 0',
    'gone - one.facts.leftQuantity : gone',
    'what is released and not invoiced is canceled, and nothing of it is gone',
  ),
  countQuantity('if (!isReleased)\n        return gone;', 'if (!isReleased)\n        return 0;'),
  countQuantity('one.invoicedAt > (0,', 'one.invoicedAt >= (0,'),
  countQuantity('- (kept.leftQuantity ?? 0)', ''),
  countQuantity(' - known - addedBack', ' - addedBack'),
  countQuantity(' - known - addedBack', ' - known'),
  countQuantity("one.because !== 'waiting'", 'true'),
  countQuantity('count !== null || !lastCount', '!lastCount'),
  countQuantity(
    "kept === undefined || one.facts.kind !== 'invoiced'",
    'kept === undefined',
    'without a count only a release looks at what was deducted, and what is not invoiced is not released by it',
  ),
];
