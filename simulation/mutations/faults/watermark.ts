import { at, type Mutation } from '../mutation';

const watermark = at('core/gate/watermark.js');
const standing = at('core/gate/standing.js');
const instant = at('core/instant.js');

export const WATERMARK: readonly Mutation[] = [
  watermark('mark) => !mark.settled', 'mark) => mark.settled'),
  watermark('at < limits.balanceDate', 'true'),
  watermark('ticksOf)(last.at) + gap', 'ticksOf)(last.at) - gap'),
  watermark('ticksOf)(next.at) - gap', 'ticksOf)(next.at) + 10n * gap'),
  watermark('earlier(bound, balanceDate)) - gap', 'earlier(bound, balanceDate)) + gap'),
  watermark('return a < b ? a : b;', 'return a < b ? b : a;'),
  watermark('released -= 1', 'released -= released'),
  watermark('if (!areInOrder(marks, limits))', 'if (false)'),
  watermark(
    'if (!liesBetween(at, marks, released))',
    'if (false)',
    'what the arithmetic draws from dates in order lies between; the text is compared once more all the same',
  ),
  watermark('retryAt !== null && !waitsLong(marks, limits)', 'false'),
  watermark('retryAt !== null && !waitsLong(marks, limits)', 'retryAt !== null'),
  watermark('GATHERS_AT_MOST_MS) <= balanceDate', 'GATHERS_AT_MOST_MS) < balanceDate'),
  watermark('at > (0, instant_1.ticksOf)(next.at) - gap', 'at >= (0, instant_1.ticksOf)(next.at) - gap'),
  watermark('return ticks > 0n ? ticks : 1n', 'return ticks'),
  watermark('/ second + 1n) * second', '/ second) * second'),
  watermark('first?.at ?? countedAt ?? balanceDate', 'countedAt ?? first?.at ?? balanceDate'),
  watermark('first?.at ?? countedAt ?? balanceDate', 'first?.at ?? balanceDate'),
  watermark(
    'at !== null && at < balanceDate && liesBetween(at, marks, 0)',
    'at !== null && at < balanceDate',
    'a gap before the first of dates in order lies before all; the text is compared once more all the same',
  ),
  watermark(
    'ascends && (0, instant_1.isReadable)(balanceDate) &&',
    '(0, instant_1.isReadable)(balanceDate) &&',
  ),
  watermark('retryAt ??= wholeSecondAfter(at)', 'retryAt = wholeSecondAfter(at)'),

  standing("facts.kind === 'invoiced' || facts.kind === 'canceled'", "facts.kind === 'invoiced'"),
  standing("facts.kind === 'invoiced' || facts.kind === 'canceled'", "facts.kind !== 'unreadable'"),
  standing("facts.kind === 'invoiced' || facts.kind === 'canceled'", "facts.kind !== 'open'"),
  standing('members.every(isSettled)', 'members.some(isSettled)'),
  standing('(a.at < b.at ? -1 : 1)', '(a.at < b.at ? 1 : -1)'),
  standing('if (acknowledgedAt === null)', 'if (false)'),
  standing(
    '(facts.partsLeft ?? []).filter((part) => part.at <= instant)',
    '(facts.partsLeft ?? []).filter((part) => part.at < instant)',
  ),
  standing('seenUpTo === null || isSettled(one) ? 0', 'seenUpTo === null ? 0'),
  standing("facts.kind !== 'invoiced' && facts.kind !== 'open'", "facts.kind !== 'invoiced'"),
  standing("isSettled(one) ? 'waiting' :", "false ? 'waiting' :"),
  standing(
    'orders.get(reservation.lockId) ?? NOBODY_KNOWS',
    "orders.get(reservation.lockId) ?? { kind: 'canceled', orderId: null, canceledAt: null }",
  ),

  instant("fraction.padEnd(7, '0').slice(0, 7)", "fraction.padEnd(7, '0').slice(0, 3).padEnd(7, '0')"),
  instant('ticks >= FIRST_READ && ticks < AFTER_LAST_READ', 'ticks >= FIRST_READ'),
  instant('all > WIDEST_OFFSET_MINUTES', 'false'),
];
