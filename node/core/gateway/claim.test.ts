import { type Instant, parseInstant } from '../instant';
import { cancellationsSureFrom, lacksOf, momentOf } from './claim';

const t = (text: string) => parseInstant(text) as Instant;
const NOW = t('2026-03-10T12:00:00Z');

test.each([
  [{ quantity: 'on-hand', booksOut: 'invoice' }, null],
  [{ quantity: 'on-hand', booksOut: 'picking' }, 'acknowledged'],
  [{ quantity: 'available', booksOut: 'invoice' }, 'reserved'],
  [{ quantity: 'available', booksOut: 'picking' }, 'reserved'],
] as const)('%j lacks units from %s', (meant, lacks) => {
  expect(lacksOf({ ...meant, lagMinutes: 15 })).toBe(lacks);
});

describe('when the number was true', () => {
  test.each<[string, string | null, number, string, boolean]>([
    ['no date', null, 15, '2026-03-10T11:45:00Z', false],
    ['no date, no lag', null, 0, '2026-03-10T12:00:00Z', false],
    ['a date', '2026-03-10T11:30:00Z', 15, '2026-03-10T11:15:00Z', true],
    ['a date of yesterday night', '2026-03-09T23:00:00Z', 0, '2026-03-09T23:00:00Z', true],
    ['as old as one may be', '2026-03-03T12:00:00Z', 0, '2026-03-03T12:00:00Z', true],
    ['older: the last physical count', '2026-03-03T11:59:59Z', 15, '2026-03-10T11:45:00Z', false],
    ['a little ahead of our clock', '2026-03-10T12:00:05Z', 0, '2026-03-10T12:00:00Z', true],
    ['in the future', '2026-03-10T12:00:05.1Z', 0, '2026-03-10T12:00:00Z', false],
  ])('%s', (_case, datedAt, lagMinutes, countedAt, isDateBelieved) => {
    const given = { receivedAt: NOW, datedAt: datedAt === null ? null : t(datedAt), lagMinutes };
    expect(momentOf({ ...given, oldestDays: 7 })).toEqual({ countedAt: t(countedAt), isDateBelieved });
  });
});

test('a cancellation is certainly news when it came the lag after the number was written', () => {
  const claim = {
    caller: 'erp',
    receivedAt: NOW,
    quantity: 1,
    lacks: null,
    lagMinutes: 15,
    leadTime: null,
    unlimited: null,
  };
  expect(cancellationsSureFrom(claim, t('2026-03-10T11:45:00Z'))).toBe(t('2026-03-10T12:15:00Z'));
});
