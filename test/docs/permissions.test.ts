import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Endpoint, endpoints } from '@holdfast/node/clients/vtex/endpoints';
import { NAMES_FOR_OWN_KEY, RESOURCES, type Resource } from '@holdfast/node/clients/vtex/resources';
import { pageText, REPOSITORY } from './code-blocks';

const CALLED: readonly Endpoint[] = Object.values(endpoints);
const KEY_OF = new Map(Object.entries(RESOURCES).map(([key, name]) => [name as string, key as Resource]));

const isOpen = ({ resources }: Endpoint, held: readonly string[]) =>
  resources.some((key) => held.includes(key));
const shut = (held: readonly string[]) =>
  CALLED.filter((endpoint) => !isOpen(endpoint, held)).map(({ path }) => path);
/** Those without which everything can still be called. */
const idle = (held: readonly string[]) =>
  held.filter((key) => shut(held.filter((one) => one !== key)).length === 0);

/** Names in the first column of the page's table of permissions, without those that are no resource of an order or stock. */
function namesOnPage(page: string, heading: string): string[] {
  const [, section = ''] = pageText(page).split(`## ${heading}\n`);
  const rows = [...(section.split('\n## ')[0] ?? '').matchAll(/^\| (.+?) \|/gm)].map(([, cell = '']) => cell);
  return rows.slice(1).flatMap((cell) => cell.split(', '));
}

test.each([
  ['configuration.md', 'License Manager resources of the app key', []],
  ['README.md', 'Permissions it asks for', ['Master Data', "Calls to your ERP's host"]],
])('%s asks for what the endpoints want, by its name, and for no more', (page, heading, others) => {
  const names = namesOnPage(page, heading).filter((name) => !(others as string[]).includes(name));
  expect(names.filter((name) => !KEY_OF.has(name))).toEqual([]);
  const held = names.map((name) => KEY_OF.get(name) ?? '');
  expect({ shut: shut(held), idle: idle(held) }).toEqual({ shut: [], idle: [] });
});

test('the page asks for what a person is told to give to a key of its own', () => {
  const names = namesOnPage('configuration.md', 'License Manager resources of the app key');
  expect(names).toEqual(NAMES_FOR_OWN_KEY);
});

test("the app's manifest asks for what the endpoints want, and for no more of it", () => {
  const { policies } = JSON.parse(readFileSync(path.join(REPOSITORY, 'manifest.json'), 'utf8')) as {
    policies: { name: string }[];
  };
  const held = policies.map(({ name }) => name).filter((name) => Object.hasOwn(RESOURCES, name));
  expect({ shut: shut(held), idle: idle(held) }).toEqual({ shut: [], idle: [] });
});

test('every resource that code or docs name in words is one of the table', () => {
  const pages = readdirSync(path.join(REPOSITORY, 'docs')).filter((file) => file.endsWith('.md'));
  const named = pages.flatMap(
    (page) =>
      pageText(page).match(/\bLogistics [a-z]+(?: [a-z]+)* (?:access|only)\b|\bLogistics viewer\b/g) ?? [],
  );
  expect(named.length).toBeGreaterThan(2);
  expect(named.filter((name) => !KEY_OF.has(name))).toEqual([]);
});

test("VTEX's paths and the names of resources are written in one file each", () => {
  const sources = readdirSync(path.join(REPOSITORY, 'node'), { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !/node_modules|dist\/|\.test\./.test(file),
  );
  const having = (pattern: RegExp) =>
    sources.filter((file) =>
      pattern.test(withoutComments(readFileSync(path.join(REPOSITORY, 'node', file), 'utf8'))),
    );
  expect(having(/\/api\/(logistics|oms|orders)\b/)).toEqual(['clients/vtex/endpoints.ts']);
  const names = Object.values(RESOURCES).join('|');
  expect(having(new RegExp(`(${names})`))).toEqual(['clients/vtex/resources.ts']);
});

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
}
