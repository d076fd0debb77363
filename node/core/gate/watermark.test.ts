import fc from 'fast-check';
import { type Instant, instantOfTicks, parseInstant, ticksOf } from '../instant';
import { drawWatermark, type Mark, watermarkBeforeAll } from './watermark';

const t = (text: string) => parseInstant(`2026-03-01T10:${text}Z`) as Instant;
const settled = (text: string): Mark => ({ at: t(text), settled: true });
const open = (text: string): Mark => ({ at: t(text), settled: false });
const odd = (at: string, isSettled = true): Mark => ({ at: at as Instant, settled: isSettled });
const drawn = (released: number, at: string, retryAt: string | null = null) => ({
  kind: 'drawn',
  released,
  at: t(at),
  retryAt: retryAt && t(retryAt),
});

describe('drawWatermark', () => {
  test.each<[string, Mark[], string, object]>([
    ['nothing acknowledged', [], '09:00', { kind: 'blocked' }],
    ['oldest open', [open('00:00'), settled('01:00')], '09:00', { kind: 'blocked' }],
    ['lowest after the last released', [settled('00:00'), settled('01:00')], '09:00', drawn(2, '01:01')],
    ['an open one behind', [settled('00:00'), open('01:00'), settled('02:00')], '09:00', drawn(1, '00:01')],
    [
      'room to the tick',
      [settled('00:00.1234567'), open('00:02.1234567')],
      '09:00',
      drawn(1, '00:01.1234567'),
    ],
    ['a tick short of room', [settled('00:00.1234567'), open('00:02.1234566')], '09:00', { kind: 'no-room' }],
    [
      '100 ns apart',
      [settled('00:00'), settled('00:00.0000001'), open('00:00.0000002')],
      '09:00',
      { kind: 'no-room' },
    ],
    [
      'steps back to where there is room',
      [settled('00:00'), settled('05:00'), open('05:01')],
      '09:00',
      drawn(1, '00:01'),
    ],
    [
      'steps back twice',
      [settled('00:00'), settled('05:00'), settled('05:00.5'), open('05:01')],
      '09:00',
      drawn(1, '00:01'),
    ],
    ['a tick before the read', [settled('00:00')], '00:01.0000001', drawn(1, '00:01')],
    ['at the tick of the read', [settled('00:00')], '00:01', { kind: 'too-recent', retryAt: t('00:02') }],
    ['after the read', [settled('00:00.5')], '00:01', { kind: 'too-recent', retryAt: t('00:02') }],
    [
      'acknowledged after the read',
      [settled('00:00'), settled('09:30')],
      '09:00',
      drawn(1, '00:01', '09:32'),
    ],
    [
      'the youngest says until when',
      [settled('08:59.2'), settled('09:01.9')],
      '09:00',
      { kind: 'too-recent', retryAt: t('09:03') },
    ],
    [
      'young ones wait for each other',
      [settled('08:55'), settled('08:59.5')],
      '09:00',
      { kind: 'too-recent', retryAt: t('09:01') },
    ],
    [
      'but the oldest not for ever',
      [settled('08:49'), settled('08:59.5')],
      '09:00',
      drawn(1, '08:50', '09:01'),
    ],
    ['ten seconds at most', [settled('08:50'), settled('08:59.5')], '09:00', drawn(1, '08:51', '09:01')],
    [
      'and that long',
      [settled('08:50.0000001'), settled('08:59.5')],
      '09:00',
      { kind: 'too-recent', retryAt: t('09:01') },
    ],
    [
      'no room is no matter of time',
      [settled('08:55'), settled('08:59'), open('08:59.1')],
      '09:00',
      drawn(1, '08:56'),
    ],
  ])('%s', (_name, marks, balanceDate, expected) => {
    expect(drawWatermark(marks, { balanceDate: t(balanceDate), guardGapMs: 1000 })).toEqual(expected);
  });

  test('without a guard gap it still lies strictly between', () => {
    const marks = [settled('00:00.0000001'), open('00:00.0000003')];
    expect(drawWatermark(marks, { balanceDate: t('09:00'), guardGapMs: 0 })).toEqual(
      drawn(1, '00:00.0000002'),
    );
    const neighbours = [settled('00:00.0000001'), open('00:00.0000002')];
    expect(drawWatermark(neighbours, { balanceDate: t('09:00'), guardGapMs: 0 })).toEqual({
      kind: 'no-room',
    });
  });

  test.each<[string, Mark[], Instant]>([
    // As `9999-12-31T23:59:59.9999999-03:00` was once read: it sorts before every date.
    ['sorts before every date', [odd('+010000-01-01T02:59:59.9999999Z'), settled('01:00')], t('09:00')],
    ['is no date', [odd('2026-02-30T10:00:00.0000000Z', false)], t('09:00')],
    ['lies beyond the years', [settled('00:00'), odd('9999-12-31T23:59:59.9999999Z', false)], t('09:00')],
    ['lies before them', [odd('0001-01-01T00:00:00.0000000Z'), settled('00:00')], t('09:00')],
    ['stands out of order', [settled('01:00'), open('00:00')], t('09:00')],
    ['stands twice', [settled('00:00'), open('00:00')], t('09:00')],
    ["is VTEX's clock", [settled('00:00')], '+010000-01-01T00:00:00.0000000Z' as Instant],
  ])('is not drawn when a date %s', (_name, marks, balanceDate) => {
    const limits = { balanceDate, guardGapMs: 1000 };
    expect(drawWatermark(marks, limits)).toEqual({ kind: 'not-drawn' });
    expect(watermarkBeforeAll(marks, limits, null)).toBeNull();
  });

  test('is not drawn from a count whose date is none, nor before all that is believed', () => {
    const limits = { balanceDate: t('09:00'), guardGapMs: 1000 };
    expect(watermarkBeforeAll([], limits, '9999-12-31T00:00:00.0000000Z' as Instant)).toBeNull();
    const first = parseInstant('2000-01-01T00:00:00.5Z') as Instant;
    expect(watermarkBeforeAll([{ at: first, settled: false }], limits, null)).toBeNull();
  });

  test('keeps the gap to both sides and stays before the read, whatever comes', () => {
    const start = ticksOf(t('00:00'));
    const marksOf = fc
      .uniqueArray(fc.oneof(fc.nat(60), fc.nat(100_000_000)), { maxLength: 12 })
      .chain((offsets) =>
        fc.tuple(
          ...[...offsets]
            .sort((a, b) => a - b)
            .map((offset) =>
              fc
                .boolean()
                .map(
                  (isSettled): Mark => ({ at: instantOfTicks(start + BigInt(offset)), settled: isSettled }),
                ),
            ),
        ),
      );
    fc.assert(
      fc.property(
        marksOf,
        fc.nat(120_000_000),
        fc.constantFrom(0, 1, 2, 500, 1000),
        (marks, read, guardGapMs) => {
          const balanceDate = instantOfTicks(start + BigInt(read));
          const gap = guardGapMs === 0 ? 1n : BigInt(guardGapMs) * 10_000n;
          const found = drawWatermark(marks, { balanceDate, guardGapMs });
          const mark =
            found.kind === 'drawn' ? found.at : watermarkBeforeAll(marks, { balanceDate, guardGapMs }, null);
          const count = found.kind === 'drawn' ? found.released : 0;
          if (found.kind === 'not-drawn' || mark === null) throw new Error('every date was one');
          expect(mark < balanceDate).toBe(true);
          expect(
            marks.slice(0, count).every((one) => one.settled && ticksOf(one.at) + gap <= ticksOf(mark)),
          ).toBe(true);
          expect(marks.slice(count).every((one) => ticksOf(one.at) - gap >= ticksOf(mark))).toBe(true);
        },
      ),
      { numRuns: 3000, seed: 7 },
    );
  });
});

describe('watermarkBeforeAll', () => {
  const limits = { balanceDate: t('09:00'), guardGapMs: 1000 };
  test.each<[string, Mark[], string | null, string]>([
    ['before the first', [open('05:00.0000001'), open('06:00')], null, '04:59.0000001'],
    ['never past the read', [open('09:30')], null, '08:59'],
    ['nothing acknowledged, no count', [], null, '08:59'],
    ['nothing acknowledged, a count', [], '07:00', '06:59'],
    ['a count after the read', [], '10:00', '08:59'],
  ])('%s', (_name, marks, countedAt, expected) => {
    expect(watermarkBeforeAll(marks, limits, countedAt === null ? null : t(countedAt))).toBe(t(expected));
  });
});
