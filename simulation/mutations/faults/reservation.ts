import { at, type Mutation } from '../mutation';

const mergeReading = at('core/reservation/merge-reading.js');
const status = at('core/reservation/status.js');
const removal = at('core/reservation/removal.js');
const derive = at('core/reservation/derive.js');
const versionAfter = at('core/reservation/version-after.js');
const reservation = at('core/reservation/reservation.js');

export const RESERVATION: readonly Mutation[] = [
  mergeReading(
    '(0, version_after_1.versionAfter)(lastVersion(next, known.version, reading), readAtMs)',
    'known.version',
  ),
  mergeReading(
    'known.wasAcknowledged || saysAcknowledged(reading.order),\n    };',
    'known.wasAcknowledged,\n    };',
  ),
  mergeReading('reading.order.lines.length === 0 &&', 'false &&'),
  mergeReading(
    "status === 'expired' || (status === 'canceled' && (!wasAcknowledged || planId !== null))",
    'false',
  ),
  mergeReading(
    '(0, reservation_1.isUnheld)(reservation) && (0, reservation_1.owedQuantity)(reservation) === 0',
    'false',
  ),
  mergeReading('(derived.leftQuantity ?? known.leftQuantity)', 'known.leftQuantity'),
  mergeReading('parts.length > 0 && parts.every', 'parts.every'),
  mergeReading("derived.heldAs !== 'none' && !isToldAsKit(derived, reading)", "derived.heldAs !== 'none'"),
  mergeReading(
    "derived.heldAs !== 'none' && !isToldAsKit(derived, reading)",
    '!isToldAsKit(derived, reading)',
  ),
  mergeReading("wasRead && derived.heldAs === 'lock' ?", 'wasRead ?'),
  mergeReading("wasRead && derived.heldAs === 'lock' ?", 'false ?'),
  mergeReading('if (forecast > known.expiresAt)', 'if (forecast < known.expiresAt)'),
  mergeReading("known.heldAs === 'lock' && !isHere", 'false'),
  mergeReading('if (goesOn(next, reading))', 'if (false)'),
  mergeReading('Math.max(own, ...same.map(({ version }) => version))', 'own'),
  mergeReading(
    '- (removed.leftQuantity ?? removed.quantity) - unitsOf(done)',
    '- (removed.leftQuantity ?? removed.quantity)',
  ),
  mergeReading('- (removed.leftQuantity ?? removed.quantity) - unitsOf(done)', '- unitsOf(done)'),
  mergeReading('wasSeenOpen: (0, settled_1.isUnderWay)(derived.status)', 'wasSeenOpen: true'),
  mergeReading(
    '(0, reservation_1.toldQuantity)(known) !== (0, reservation_1.toldQuantity)(next) ||',
    'false ||',
  ),
  mergeReading(
    'const open = { wasAcknowledged: false, acknowledgedAt: null, invoicedAt: null, leftQuantity: null }',
    'const open = {}',
  ),

  status('if (left.isSettled)', 'if (left.isTouched)'),
  status("left.isTouched ? 'acknowledged' : 'canceled'", "'canceled'"),
  status('(0, stage_1.furtherStatus)(known, read)', 'read'),
  status("lock?.state === 'expired'", 'false'),
  status(" || lock?.state === 'aborted'", ''),
  status("known === 'expired' && alive ? read", 'false ? read'),

  removal("if (known.status === 'removed')", 'if (false)'),
  removal("if (known.status === 'canceled')", 'if (false)'),
  removal('known.planId ?? planId', 'planId'),
  removal('known.leftQuantity ?? known.quantity', 'known.quantity'),
  removal('deductedQuantity: 0, planId', 'planId'),

  derive('.filter((place) => !(0, places_1.isParked)(place))', ''),
  derive('place.heldQuantity ?? unitsAt(place)', 'unitsAt(place)'),
  derive("heldAs === 'lock' ? lock : undefined", 'lock'),
  derive('left.isSettled ? left.units : null', 'left.units'),
  derive("place.isLocked ? 'lock' : 'none'", "'lock'"),

  versionAfter('last + 1', 'last'),
  versionAfter('Math.max(last + 1, Math.floor((atMs - FROM_MS) / SECOND))', 'last + 1'),

  reservation('(leftQuantity ?? quantity) - deductedQuantity', 'quantity - deductedQuantity'),
  reservation('(leftQuantity ?? quantity) - deductedQuantity', 'leftQuantity ?? quantity'),
  reservation("status === 'invoiced' || status === 'removed' ?", "status === 'removed' ?"),
];
