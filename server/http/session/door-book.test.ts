import type { LogEntry } from '@holdfast/node/store/sync-log';
import { createDoorBook } from './door-book';

const written: LogEntry[] = [];
const append = async (entries: LogEntry[]) => void written.push(...entries);
const lines = () => written.map(({ message }) => message);

beforeEach(() => {
  jest.useFakeTimers();
  written.length = 0;
});
afterEach(() => jest.useRealTimers());

test('a flood is two lines in its first minute, and one in each that follows', () => {
  const book = createDoorBook({ append, onFailure: () => undefined });
  for (let second = 0; second < 150; second += 1) {
    for (let guess = 0; guess < 1_000; guess += 1) book.turnedAway('api');
    jest.advanceTimersByTime(1_000);
  }
  expect(lines()).toEqual([
    '1 wrong key or token was turned away by the API.',
    '59999 wrong keys or tokens were turned away by the API.',
    '60000 wrong keys or tokens were turned away by the API.',
  ]);
  jest.advanceTimersByTime(120_000);
  expect(lines()[3]).toBe('30000 wrong keys or tokens were turned away by the API.');
  jest.advanceTimersByTime(600_000);
  expect(written).toHaveLength(4);
  book.turnedAway('api');
  expect(lines()[4]).toBe('1 wrong key or token was turned away by the API.');
});

test('doors and people have lines of their own, all of one kind', () => {
  const book = createDoorBook({ append, onFailure: () => undefined });
  book.turnedAway('hook');
  book.turnedAway('counts');
  book.signedIn('Ana');
  book.signedIn('Bob');
  book.notAllowed('Bob');
  book.signedOut('Ana');
  expect(lines()).toEqual([
    '1 wrong key or token was turned away by the order hook.',
    '1 wrong key or token was turned away where the ERP sends counts.',
    'Ana signed in.',
    'Bob signed in.',
    'Bob asked for what their role does not allow (1 request).',
    'Ana signed out.',
  ]);
  expect(new Set(written.map(({ kind }) => kind))).toEqual(new Set(['admin']));
});

test('a database that is away keeps nobody out', async () => {
  const failures: unknown[] = [];
  const away = new Error('away');
  const book = createDoorBook({
    append: () => Promise.reject(away),
    onFailure: (error) => failures.push(error),
  });
  book.signedIn('Ana');
  await Promise.resolve();
  await Promise.resolve();
  expect(failures).toEqual([away]);
});
