import { PROVEN_WANTED, SAFETY_CHECKS } from '@holdfast/node/core/execute/safe-to-execute';
import { pageText } from './code-blocks';

function sectionOf(heading: string): string {
  return pageText('operations.md').split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
}

test('the page has a row for each thing that must have been seen, and says how many updates', () => {
  const rows = sectionOf('Is it safe to switch to `execute`?').match(/^\| (?!what|---).+/gm) ?? [];
  expect(rows).toHaveLength(SAFETY_CHECKS.length);
  expect(PROVEN_WANTED).toBe(10);
  expect(rows.join()).toMatch(/at least ten updates/);
});

test('the page says how to go back', () => {
  expect(sectionOf('How do I go back?')).toMatch(/HOLDFAST_MODE=recommend/);
});
