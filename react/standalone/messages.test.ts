import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { MessageFormatElement } from '@formatjs/icu-messageformat-parser';
import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { LANGUAGES, MESSAGES } from './languages';

const REACT = path.resolve(__dirname, '..');
const KEY = /['"](admin\/holdfast\.[\w.-]+)['"]/g;

/** Keys are written out in full wherever they are used, never put together. */
function keysUsed(): Set<string> {
  const sources = readdirSync(REACT, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file) && !/node_modules|dist|\.test\./.test(file))
    .map((file) => readFileSync(path.join(REACT, file), 'utf8'));
  const navigation = readFileSync(path.resolve(REACT, '../admin/navigation.json'), 'utf8');
  return new Set(
    [...sources, navigation].flatMap((text) => [...text.matchAll(KEY)].map(([, key]) => key ?? '')),
  );
}

/** The values a message wants, however deep in a plural. */
function valuesOf(elements: readonly MessageFormatElement[]): string[] {
  return elements.flatMap((element) => {
    if (element.type === TYPE.literal || element.type === TYPE.pound) return [];
    if (element.type !== TYPE.plural && element.type !== TYPE.select) return [element.value];
    return [element.value, ...Object.values(element.options).flatMap((option) => valuesOf(option.value))];
  });
}

const used = [...keysUsed()].sort();

test('the search for keys finds them', () => {
  expect(used.length).toBeGreaterThan(300);
  expect(used).toContain('admin/holdfast.navigation.label');
});

describe.each(LANGUAGES.map(({ code }) => code))('%s', (code) => {
  test('has every key that is used, and no other', () => {
    expect(Object.keys(MESSAGES[code]).sort()).toEqual(used);
  });

  test('says something everywhere, and wants the values that English wants', () => {
    for (const key of used) {
      const wanted = new Set(valuesOf(parse(MESSAGES.en[key] ?? '')));
      const here = new Set(valuesOf(parse(MESSAGES[code][key] ?? '')));
      // A language may need a number more for its grammar, so only what it leaves out is a mistake.
      const forgotten = [...wanted].filter((value) => !here.has(value) && value !== 'count');
      expect([key, forgotten, MESSAGES[code][key]?.trim()]).toEqual([key, [], expect.stringMatching(/./)]);
    }
  });
});
