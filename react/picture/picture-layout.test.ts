import fc from 'fast-check';
import { kept, release, removal, second } from '../standalone/testing/any-evidence';
import { focusOf } from './picture-focus';
import { pictureOf } from './picture-items';
import { layoutPicture, PICTURE } from './picture-layout';

/** Released ones first, then kept ones of any fate, at any seconds (several at one second too). */
const anyPicture = fc
  .record({
    gone: fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 40 }),
    left: fc.array(
      fc.record({
        at: fc.integer({ min: 1000, max: 3000 }),
        because: fc.constantFrom('open' as const, 'waiting' as const, 'unreadable' as const),
      }),
      { maxLength: 40 },
    ),
  })
  .map(({ gone, left }) =>
    pictureOf(
      removal(
        gone.map((at, index) => release(`R${index}`, at)),
        left.map(({ at, because }, index) => kept(`K${index}`, at, because)),
        950,
      ),
      [],
    ),
  );

function leastGap(places: readonly number[]): number {
  const sorted = [...places].sort((a, b) => a - b);
  return Math.min(Number.POSITIVE_INFINITY, ...sorted.slice(1).map((x, index) => x - (sorted[index] ?? 0)));
}

test('nothing hides another, nothing leaves the picture, and the watermark parts released from kept', () => {
  fc.assert(
    fc.property(anyPicture, fc.integer({ min: 280, max: 1400 }), (picture, width) => {
      const { marks, watermarkX } = layoutPicture(picture, width);
      marks.forEach(({ x, y, item }, index) => {
        expect(x).toBeGreaterThan(marks[index - 1]?.x ?? 0);
        expect(x).toBeLessThan(width);
        expect(y < PICTURE.axisY).toBe(item.fate === 'released' || item.fate === 'waiting');
        expect(x < (watermarkX ?? 0)).toBe(item.fate === 'released');
      });
    }),
    { seed: 11 },
  );
});

test('no watermark that a person is shown passes the first open one', () => {
  fc.assert(
    fc.property(anyPicture, (picture) => {
      const { marks, limitX } = layoutPicture(picture, 800);
      const open = marks.find(({ item }) => item === picture.blocker);
      if (!open) expect(limitX).toBeNull();
      else {
        expect(limitX).toBeLessThan(open.x);
        for (const { x } of marks.filter((mark) => mark.x < open.x)) expect(limitX).toBeGreaterThan(x);
      }
    }),
    { seed: 12 },
  );
});

test('numbers and times that are shown do not run into each other', () => {
  fc.assert(
    fc.property(anyPicture, (picture) => {
      const { marks, ticks } = layoutPicture(picture, 800);
      for (const isAbove of [true, false]) {
        const xs = marks
          .filter((mark) => mark.isNumbered && mark.y < PICTURE.axisY === isAbove)
          .map(({ x }) => x);
        expect(leastGap(xs)).toBeGreaterThanOrEqual(24);
      }
      expect(leastGap(ticks.map(({ x }) => x))).toBeGreaterThanOrEqual(84);
    }),
    { seed: 13 },
  );
});

test('one alone stands in the middle, with its time', () => {
  const { marks, ticks, limitX } = layoutPicture(pictureOf(removal([], [kept('A', 5, 'open')], 0), []), 600);
  expect(Math.abs((marks[0]?.x ?? 0) - 300)).toBeLessThan(20);
  expect(ticks).toHaveLength(1);
  expect(limitX).toBeLessThan(marks[0]?.x ?? 0);
});

test('neither a mark nor a line crosses the names of the lanes', () => {
  fc.assert(
    fc.property(anyPicture, fc.integer({ min: 320, max: 1400 }), (picture, width) => {
      const { marks, watermarkX, limitX } = layoutPicture(picture, width);
      for (const x of [...marks.map((mark) => mark.x), limitX]) {
        if (x !== null) expect(x).toBeGreaterThan(PICTURE.left + 70);
      }
      if (watermarkX !== null && marks.length > 0) expect(watermarkX).toBeGreaterThan(PICTURE.left + 70);
    }),
    { seed: 14 },
  );
});

test('an empty one has no places', () => {
  const { marks, ticks, limitX } = layoutPicture(pictureOf(removal([], [], 0), []), 600);
  expect([marks, ticks, limitX]).toEqual([[], [], null]);
});

describe('of a long one', () => {
  const many = (count: number, from: number) => Array.from({ length: count }, (_, index) => from + index);

  test('the part around the watermark is shown, and how much is left out', () => {
    const picture = pictureOf(
      removal(
        many(300, 0).map((at) => release(`R${at}`, at)),
        many(100, 400).map((at) => kept(`K${at}`, at, at === 400 ? 'open' : 'waiting')),
        350,
      ),
      [],
    );
    const focus = focusOf(picture);
    expect([focus.earlier, focus.items.length, focus.later]).toEqual([286, 36, 78]);
    expect(focus.items).toContain(picture.blocker);
    const { marks, watermarkX } = layoutPicture(focus, 800);
    for (const { x, item } of marks) expect(x < (watermarkX ?? 0)).toBe(item.fate === 'released');
  });

  test('the blocking one is in sight when nothing is released', () => {
    const waiting = many(200, 0).map((at) => kept(`W${at}`, at, 'waiting'));
    const picture = pictureOf(removal([], [...waiting, kept('open', 900, 'open')], 0), []);
    expect(focusOf(picture).items).toContain(picture.blocker);
  });

  test('a short one is shown whole', () => {
    const picture = pictureOf(removal([release('A', 1)], [kept('B', 2, 'open')], 1), []);
    expect(focusOf(picture)).toMatchObject({ earlier: 0, later: 0, items: picture.items });
    expect(second(61)).toBe('2026-11-21T13:01:01.1234567Z');
  });
});
