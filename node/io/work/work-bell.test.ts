import { createWorkBell, pathsOf, RING_WITHIN_MS, ringing } from './work-bell';

const NOW = 1_000_000;
const at = (path: string, notBeforeMs: number) => ({ path, notBeforeMs });

test('rings for what is due soon, and not for what is far or done', () => {
  const bell = createWorkBell();
  bell.asked('work/a', NOW + 5);
  bell.asked('work/a', NOW + 9);
  bell.asked('work/b', NOW + RING_WITHIN_MS + 1);
  bell.asked('work/c', NOW);
  bell.served('work/c');
  expect(bell.waiting()).toEqual([at('work/a', NOW + 5), at('work/b', NOW + RING_WITHIN_MS + 1)]);
  expect(ringing(bell.waiting(), null, NOW)).toEqual({ paths: ['work/a'] });
});

test.each([
  [null, null],
  [NOW + RING_WITHIN_MS + 1, null],
  [NOW + 10, { paths: [] }],
])('with nothing of its own, for the next of the list (%p)', (nextAtMs, event) => {
  expect(ringing([], nextAtMs, NOW)).toEqual(event);
});

test('of an event only paths of work are taken', () => {
  expect(pathsOf({ paths: ['work/deliver/a', 'orders/1', 7, null, `work/${'x'.repeat(4_000)}`] })).toEqual([
    'work/deliver/a',
  ]);
  for (const body of [null, 'text', [], {}, { paths: 'work/a' }]) expect(pathsOf(body)).toEqual([]);
  expect(pathsOf({ paths: Array.from({ length: 500 }, (_, n) => `work/deliver/${n}`) })).toHaveLength(40);
});
