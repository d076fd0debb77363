import fc from 'fast-check';
import { booked, minutes, recorded } from '../../../test/builders/any-books';
import { onHandAsOf } from './on-hand-as-of';

/** One reservation as it really went: when its goods left, whether we have heard of it, whether the ERP has booked it. */
const course = fc.record({
  quantity: fc.integer({ min: 1, max: 9 }),
  leftAfter: fc.option(fc.integer({ min: -90, max: -1 })),
  isHeard: fc.boolean(),
  isBooked: fc.boolean(),
});

test('turned back to before anything unheard of, books say what was there then', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 50 }),
      fc.array(course, { maxLength: 8 }),
      fc.integer({ min: -60, max: -5 }),
      (there, drawn, turnedBack) => {
        // Nobody has told us of the last few minutes only, and the ERP books what it is told by us.
        const courses = drawn.map((one) => {
          const isHeard = one.leftAfter !== null && (one.isHeard || one.leftAfter <= turnedBack);
          return { ...one, isHeard, isBooked: isHeard && one.isBooked };
        });
        const instant = minutes(turnedBack);
        const thereThen = courses
          .filter(({ leftAfter }) => leftAfter !== null && leftAfter > turnedBack)
          .reduce((sum, one) => sum + one.quantity, there);
        const inBooks = courses
          .filter(({ leftAfter, isBooked }) => leftAfter !== null && !isBooked)
          .reduce((sum, one) => sum + one.quantity, there);
        const record = courses.map(({ quantity, leftAfter, isHeard, isBooked }, index) =>
          recorded(`lock-${index}`, {
            quantity,
            status: isHeard ? 'invoiced' : 'acknowledged',
            partsLeft: isHeard && leftAfter !== null ? [{ at: minutes(leftAfter), quantity }] : [],
            erp: booked(isBooked ? 'invoiced' : 'acknowledged', quantity),
          }),
        );
        expect(onHandAsOf(inBooks, record, instant)).toBe(thereThen);
      },
    ),
    { seed: 5, numRuns: 2_000 },
  );
});

test('an ERP that sends before the store invoices still had it then', () => {
  const record = [recorded('a', { status: 'acknowledged', erp: booked('invoiced') })];
  expect(onHandAsOf(8, record, minutes(-10))).toBe(10);
});

test('sent in two parts, of which the books know the whole: what left before the instant was gone then', () => {
  const partsLeft = [
    { at: minutes(-20), quantity: 1 },
    { at: minutes(-2), quantity: 2 },
  ];
  const record = [recorded('a', { status: 'invoiced', quantity: 3, partsLeft, erp: booked('invoiced', 3) })];
  expect(onHandAsOf(0, record, minutes(-5))).toBe(2);
});

test('a part of it was sent, which the books do not know yet: it was gone then', () => {
  const partsLeft = [{ at: minutes(-20), quantity: 1 }];
  const record = [recorded('a', { quantity: 3, partsLeft, erp: booked('acknowledged', 3) })];
  expect(onHandAsOf(10, record, minutes(-5))).toBe(9);
});
