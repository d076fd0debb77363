import fc from 'fast-check';
import {
  type Instant,
  instantOfMs,
  instantOfTicks,
  msOfInstant,
  parseInstant,
  plusMs,
  TICKS_PER_MS,
  ticksOf,
} from './instant';

const SEEDED = { seed: 20_260_301 };

const instant = (text: string) => parseInstant(text) as Instant;

describe('parseInstant', () => {
  test.each([
    ['2026-03-01T10:00:00.1234567Z', '2026-03-01T10:00:00.1234567Z'],
    ['2026-03-01T10:00:00.1234567', '2026-03-01T10:00:00.1234567Z'],
    ['2026-03-01T10:00:00', '2026-03-01T10:00:00.0000000Z'],
    ['2024-06-13 00:52:16', '2024-06-13T00:52:16.0000000Z'],
    ['2026-03-01T10:00:00.5Z', '2026-03-01T10:00:00.5000000Z'],
    ['2026-03-01T10:00:00.123456789Z', '2026-03-01T10:00:00.1234567Z'],
    ['2024-01-31T19:12:01.025662+00:00', '2024-01-31T19:12:01.0256620Z'],
    ['2026-03-01T00:30:00.0000001+03:00', '2026-02-28T21:30:00.0000001Z'],
    ['2026-12-31T23:59:59.9999999-0330', '2027-01-01T03:29:59.9999999Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00.0000000Z'],
    ['2026-03-01T10:00', '2026-03-01T10:00:00.0000000Z'],
    ['2026-03-01T10:00-03:00', '2026-03-01T13:00:00.0000000Z'],
    ['2026-03-01T10:00:00+00', '2026-03-01T10:00:00.0000000Z'],
    ['2026-03-01T10:00:00.5-03', '2026-03-01T13:00:00.5000000Z'],
    ['2026-03-01T10:00:00+14:00', '2026-02-28T20:00:00.0000000Z'],
    ['2000-01-01T00:00:00Z', '2000-01-01T00:00:00.0000000Z'],
    ['9998-12-31T23:59:59.999999999Z', '9998-12-31T23:59:59.9999999Z'],
  ])('%s', (text, normal) => expect(parseInstant(text)).toBe(normal));

  test.each<[unknown]>([
    ['0001-01-01T00:00:00'],
    ['0001-01-01T00:00:00+00:00'],
    [''],
    ['yesterday'],
    ['2026-13-01T00:00:00Z'],
    ['2026-03-01'],
    ['2026-03-01T10'],
    ['2026-03-01T10:00:00.1234567891Z'],
    ['2026-03-01T10:00.5Z'],
    ['2026-02-30T10:00:00Z'],
    ['2026-02-29T10:00:00Z'],
    ['2026-04-31T10:00:00Z'],
    ['2026-03-00T10:00:00Z'],
    ['2026-03-01T24:00:00Z'],
    ['2026-03-01T10:60:00Z'],
    ['2026-03-01T10:00:60Z'],
    ['2026-03-01T10:00:00+14:01'],
    ['2026-03-01T10:00:00-15:00'],
    ['2026-03-01T10:00:00+99:99'],
    ['2026-03-01T10:00:00+03:60'],
    ['1999-12-31T23:59:59.9999999Z'],
    ['2000-01-01T00:00:00+00:01'],
    ['9998-12-31T23:59:59-00:01'],
    ['9999-01-01T00:00:00Z'],
    ['9999-12-31T23:59:59.9999999Z'],
    ['9999-12-31T23:59:59.9999999-03:00'],
    ['0001-01-01T00:00:00-03:00'],
    ['+010000-01-01T00:00:00Z'],
    ['Sun, 01 Mar 2026 10:00:00 GMT'],
    [null],
    [undefined],
    [17],
    [{}],
  ])('%p is no instant', (text) => expect(parseInstant(text)).toBeNull());
});

const FIRST = ticksOf('2000-01-01T00:00:00.0000000Z' as Instant);
const LAST = ticksOf('9998-12-31T23:59:59.9999999Z' as Instant);

/** The fields of a date, most of them possible and each now and then not. */
const oddText = fc
  .record({
    year: fc.oneof(fc.integer({ min: 1999, max: 2101 }), fc.integer({ min: 0, max: 9999 })),
    month: fc.integer({ min: 0, max: 13 }),
    day: fc.integer({ min: 0, max: 32 }),
    hour: fc.integer({ min: 0, max: 25 }),
    minute: fc.integer({ min: 0, max: 60 }),
    second: fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 60 })),
    fraction: fc.stringMatching(/^([.]\d{1,10})?$/),
    offset: fc.stringMatching(/^(|Z|[+-](0\d|1[0-6]|99)(|:?[0-6]\d))$/),
  })
  .map(({ year, month, day, hour, minute, second, fraction, offset }) => {
    const two = (part: number) => String(part).padStart(2, '0');
    const time = [hour, minute, ...(second === null ? [] : [second])].map(two).join(':');
    return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${time}${fraction}${offset}`;
  });

describe('whatever comes', () => {
  test('what is read is a date between 2000 and 9998 that says itself, and reads the same again', () => {
    let read = 0;
    fc.assert(
      fc.property(fc.oneof(oddText, fc.string()), (text) => {
        const found = parseInstant(text);
        if (found === null) return;
        read += 1;
        expect(found).toMatch(/^[2-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
        expect(instantOfTicks(ticksOf(found))).toBe(found);
        expect(parseInstant(found)).toBe(found);
        expect(ticksOf(found) >= FIRST && ticksOf(found) <= LAST).toBe(true);
      }),
      { ...SEEDED, numRuns: 5_000 },
    );
    expect(read).toBeGreaterThan(500);
  });

  test('two that are read sort as text as they do in time', () => {
    let both = 0;
    fc.assert(
      fc.property(oddText, oddText, (one, other) => {
        const [a, b] = [parseInstant(one), parseInstant(other)];
        if (a === null || b === null) return;
        both += 1;
        expect(a < b).toBe(ticksOf(a) < ticksOf(b));
      }),
      { ...SEEDED, numRuns: 5_000 },
    );
    expect(both).toBeGreaterThan(100);
  });

  test('a day that no month has is not read', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2000, max: 2400 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 28, max: 31 }),
        (year, month, day) => {
          const two = (part: number) => String(part).padStart(2, '0');
          const exists = day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
          const read = parseInstant(`${year}-${two(month)}-${two(day)}T12:00:00Z`);
          expect(read !== null).toBe(exists);
        },
      ),
      SEEDED,
    );
  });

  test('arithmetic that leaves the calendar stays at its end, and sorts before or after every date', () => {
    const far = fc.bigInt({ min: 0n, max: 10n ** 20n });
    fc.assert(
      fc.property(far, fc.bigInt({ min: FIRST, max: LAST }), (ticks, within) => {
        const date = instantOfTicks(within);
        expect(instantOfTicks(LAST + 1n + ticks) > date).toBe(true);
        expect(instantOfTicks(FIRST - 1n - ticks) < date).toBe(true);
      }),
      SEEDED,
    );
  });

  test('digits beyond the seventh only make it earlier, by less than a tick', () => {
    const digits = fc.tuple(fc.nat(9_999_999), fc.nat(99));
    fc.assert(
      fc.property(digits, ([kept, cut]) => {
        const seven = String(kept).padStart(7, '0');
        const text = `2026-03-01T10:00:00.${seven}${String(cut).padStart(2, '0')}Z`;
        expect(parseInstant(text)).toBe(`2026-03-01T10:00:00.${seven}Z`);
      }),
      SEEDED,
    );
  });
});

describe('arithmetic', () => {
  const anyTicks = fc.bigInt({ min: FIRST, max: 40_000_000_000_000_000n });

  test('ticks and text say the same', () => {
    fc.assert(
      fc.property(fc.oneof(anyTicks, fc.bigInt({ min: -FIRST, max: FIRST })), (ticks) =>
        expect(ticksOf(instantOfTicks(ticks))).toBe(ticks),
      ),
      SEEDED,
    );
    fc.assert(
      fc.property(anyTicks, (ticks) =>
        expect(parseInstant(instantOfTicks(ticks))).toBe(instantOfTicks(ticks)),
      ),
      SEEDED,
    );
  });

  test('text sorts as time does, down to neighbours 100 ns apart', () => {
    fc.assert(
      fc.property(
        anyTicks,
        fc.oneof(
          fc.constantFrom(-1n, 0n, 1n),
          fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }),
        ),
        (ticks, apart) => {
          expect(instantOfTicks(ticks) < instantOfTicks(ticks + apart)).toBe(apart > 0n);
        },
      ),
      SEEDED,
    );
  });

  test('milliseconds', () => {
    expect(plusMs(instant('2026-02-28T23:59:59.9990001Z'), 1)).toBe('2026-03-01T00:00:00.0000001Z');
    expect(plusMs(instant('2026-03-01T00:00:00.0000001Z'), -1)).toBe('2026-02-28T23:59:59.9990001Z');
    expect(instantOfMs(Date.UTC(2026, 2, 1, 10, 0, 0, 7))).toBe('2026-03-01T10:00:00.0070000Z');
    expect(msOfInstant(instant('2026-03-01T10:00:00.0079999Z'))).toBe(Date.UTC(2026, 2, 1, 10, 0, 0, 7));
    expect(ticksOf(instantOfMs(1))).toBe(TICKS_PER_MS);
  });
});
