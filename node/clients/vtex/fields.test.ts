import { decisiveInstant } from './fields';

test.each<[unknown, string | null]>([
  ['2026-03-01T10:00:00.1234567', '2026-03-01T10:00:00.1234567Z'],
  [undefined, null],
  [null, null],
  ['', null],
  ['0001-01-01T00:00:00', null],
])('an acknowledgement %p is read', (text, expected) => {
  expect(decisiveInstant.parse(text)).toBe(expected);
});

test.each([
  '9999-12-31T23:59:59.9999999-03:00',
  '9999-12-31T23:59:59.9999999',
  '1900-01-01T00:00:00',
  '2026-02-30T10:00:00',
  '2026-03-01T10:00:00+15:00',
  'yesterday',
  7,
])('an acknowledgement %p spoils the answer: it must not pass for none', (text) => {
  expect(decisiveInstant.safeParse(text).success).toBe(false);
});
