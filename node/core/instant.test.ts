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
  ])('%s', (text, normal) => expect(parseInstant(text)).toBe(normal));

  test.each<[unknown]>([
    ['0001-01-01T00:00:00'],
    ['0001-01-01T00:00:00+00:00'],
    [''],
    ['yesterday'],
    ['2026-13-01T00:00:00Z'],
    ['2026-03-01'],
    ['2026-03-01T10:00'],
    ['Sun, 01 Mar 2026 10:00:00 GMT'],
    [null],
    [undefined],
    [17],
    [{}],
  ])('%p is no instant', (text) => expect(parseInstant(text)).toBeNull());
});

describe('arithmetic', () => {
  const anyTicks = fc.bigInt({ min: -100_000_000_000_000n, max: 40_000_000_000_000_000n });

  test('ticks and text say the same, before 1970 too', () => {
    fc.assert(
      fc.property(anyTicks, (ticks) => expect(ticksOf(instantOfTicks(ticks))).toBe(ticks)),
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
