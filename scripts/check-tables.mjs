import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';
import ts from 'typescript';

/**
 * A word from outside must not find what every object has (`constructor`, `toString`): an object that is declared for any
 * text (`Record<string, ...>`, `{ [word: string]: ... }`) is asked by `Object.hasOwn`, or is a Map. Named are those
 * that are asked `table[word]` in a function that looks for nothing of the kind.
 */
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const files = globSync(['node/**/*.ts', 'server/**/*.ts', 'react/**/*.{ts,tsx}'], {
  cwd: root,
  ignore: ['**/dist/**', '**/node_modules/**', '**/*.test.ts', '**/testing/**'],
});
const ASKED_RIGHTLY = /Object\.hasOwn\(|hasOwnProperty\.call\(|Object\.keys\(/;
/** Whose words are our own: names that the code itself gives, and what a pattern has let through. */
const OUR_WORDS = new Set([
  'node/api/openapi/document.ts paths[path]',
  "node/core/reservation/lock-ttl.ts UNIT_MS[counted[2] ?? '']",
  'node/io/clients/outbound.ts DEFAULT_PORTS[url.protocol]',
  'node/listeners/sweep-cursors.ts paces[field]',
  'react/pages/log/entry-facts.tsx detail[name]',
  'react/pages/log/log-filter.ts query[name]',
  'server/config/file-values.ts inFiles[name]',
  'server/config/parse-config.ts given[name]',
]);
const found = [];

for (const file of files) {
  const source = ts.createSourceFile(
    file,
    readFileSync(path.join(root, file), 'utf8'),
    ts.ScriptTarget.Latest,
    true,
  );
  const tables = new Set();
  walk(source, (node) => {
    if (!ts.isVariableDeclaration(node) && !ts.isParameter(node)) return;
    if (node.type === undefined || !ts.isIdentifier(node.name)) return;
    if (/Record<\s*string\s*,|\[\s*\w+\s*:\s*string\s*\]\s*:/.test(node.type.getText()))
      tables.add(node.name.text);
  });
  walk(source, (node) => {
    if (!ts.isElementAccessExpression(node) || !ts.isIdentifier(node.expression)) return;
    if (!tables.has(node.expression.text) || ts.isLiteralExpression(node.argumentExpression)) return;
    const { parent } = node;
    const isWritten =
      ts.isBinaryExpression(parent) &&
      parent.left === node &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    if (
      isWritten ||
      OUR_WORDS.has(`${file} ${node.getText()}`) ||
      ASKED_RIGHTLY.test(functionAround(node).getText())
    )
      return;
    const { line } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${file}:${line + 1} ${node.getText()}`);
  });
}

function walk(node, see) {
  see(node);
  ts.forEachChild(node, (child) => walk(child, see));
}

function functionAround(node) {
  let at = node;
  while (at.parent !== undefined && !ts.isFunctionLike(at)) at = at.parent;
  return at;
}

if (found.length > 0) {
  process.stderr.write(`Asked for a word that may be anything; use a Map, Object.hasOwn or ownOf:\n`);
  for (const one of found) process.stderr.write(`  ${one}\n`);
  process.exitCode = 1;
}
