import { at, type Mutation } from '../mutation';

const leftAt = at('core/record/left-at.js');
const remember = at('core/record/remember.js');
const places = at('core/record/places.js');
const shares = at('core/record/shares.js');
const heldItems = at('core/record/held-items.js');
const unplannedLeft = at('core/record/unplanned-left.js');
const locksInDoubt = at('core/record/locks-in-doubt.js');

export const PLACES: readonly Mutation[] = [
  leftAt('unexplained === 0 ? all', 'true ? all'),
  leftAt('a.isSettled && b.isSettled', 'a.isSettled || b.isSettled'),
  leftAt('kits * of.quantityPerKit', 'kits'),
  leftAt('isSplit && !isSettled ? 0', 'false ? 0'),
  leftAt('left.units !== allocated', 'false'),
  leftAt('Math.ceil(', 'Math.floor('),
  leftAt('units: a.units + b.units', 'units: a.units'),
  leftAt('return a > b ? a : b', 'return a > b ? b : a'),
  leftAt('left.units + unexplained', 'left.units'),
  leftAt('left.isSettled && lines.every((one) => one.isSettled)', 'left.isSettled'),
  leftAt('order.memory.held.some((one) => one.lockId === lockId)', 'false'),
  leftAt("isSplit && isSettled ? 'split'", "false ? 'split'"),
  leftAt('left.isTouched && !left.isSettled', 'left.isTouched'),
  leftAt('(0, claim_1.firstUnitsOf)(order, line.skuId) ?? of.units', 'of.units'),
  leftAt('named.reduce((units, source) => units + lockedUnits(order, source), 0)', '0'),

  remember(
    'before === null ? (learned.lockedUnits ?? order.memory.firstUnits) : before.firstUnits',
    'order.memory.firstUnits',
  ),
  remember('learned.lockedUnits ?? ', ''),
  remember('before?.isSuccessorRead || ', ''),
  leftAt('units + beyondAllocated(line, left.units)', 'units'),
  remember('[...before.filter((one) => !told.some(({ lockId }) => lockId === one.lockId)), ...told]', 'told'),
  remember('items.length > 0', 'true'),
  remember('known !== null && known.lines.length === 0 && order.changes.length === 0', 'false'),
  remember('...(before?.kitSkuIds ?? []), ', ''),

  places('if (SELLER_CHANGES.has(', 'if (false && SELLER_CHANGES.has('),
  places("lockId !== null || seller === '1'", 'lockId !== null'),
  places("lockId !== null || seller === '1'", 'true'),
  heldItems('other.quantity += item.quantity', 'other.quantity = item.quantity'),
  shares('warehouseId: warehouseId ?? at.warehouseId', 'warehouseId: at.warehouseId'),
  shares('isWhole: taken.length === 1', 'isWhole: true'),
  heldItems(
    'Number(isAlike(b, at)) - Number(isAlike(a, at))',
    'Number(isAlike(a, at)) - Number(isAlike(b, at))',
  ),
  heldItems('units: share.units - moved', 'units: share.units'),
  places('if (place.partOf !== partOf)', 'if (false)'),
  places('oddQuantity !== undefined', 'false'),
  shares('other.quantityPerKit !== null && at.quantityPerKit !== null', 'true'),
  shares('other.quantityPerKit !== null && at.quantityPerKit !== null', 'false'),

  unplannedLeft("!== 'invoiced'", "=== 'canceled'"),
  unplannedLeft('quantity: put - removed', 'quantity: put'),
  unplannedLeft('isOwn && !sold.has(skuId)', '!sold.has(skuId)'),
  unplannedLeft('isOwn && !sold.has(skuId)', 'isOwn'),

  locksInDoubt('.filter((lockId) => !read.has(lockId))', ''),
  locksInDoubt('return order.changes.length > 0', 'return false'),
  locksInDoubt('shares(order) !== shares(known)', 'false'),
  locksInDoubt('part?.quantityPerKit === null', 'false'),
];
