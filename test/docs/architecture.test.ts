import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');
const page = readFileSync(path.join(ROOT, 'docs/architecture.md'), 'utf8');

test('where a rule stands, as the page says, is a file', () => {
  const [, questions = ''] = page.split('## Where is the rule for ...?');
  const paths = [...questions.matchAll(/\| `([\w/.-]+\.ts)` \|/g)].map(([, at = '']) => at);
  expect(paths).toHaveLength(12);
  expect(paths.filter((at) => !existsSync(path.join(ROOT, 'node', at)))).toEqual([]);
});

test('every room of node/ is in the table', () => {
  const rooms = readdirSync(path.join(ROOT, 'node'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !['dist', 'node_modules'].includes(entry.name))
    .map(({ name }) => name);
  expect(rooms.filter((room) => !page.includes(`\`${room}\``))).toEqual([]);
});
