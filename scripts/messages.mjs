import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * `npm run messages`: what the panel has of the log's sentences in English is made from the catalogue of
 * `node/core/said`, which ships without `messages/`: their texts in `messages/en.json`, and the list of their keys.
 * Other languages are written by hand; which sentences one of them lacks is told.
 */
const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
const PREFIX = 'admin/holdfast.said.';
const KEYS = 'react/sentences/said-keys.ts';

const require = createRequire(import.meta.url);
const { CATALOGUE } = require('../node/dist/core/said/say.js');
const { SUBJECT } = require('../node/dist/core/said/delivery-sentences.js');

const ids = Object.keys(CATALOGUE).sort();
const before = idsIn(readText(KEYS));
const said = { ...Object.fromEntries(ids.map((id) => [PREFIX + id, CATALOGUE[id].icu])) };
said[`${PREFIX}subject`] = SUBJECT.icu;
const gone = before.filter((id) => !ids.includes(id)).map((id) => PREFIX + id);

for (const language of ['en', 'es', 'pt']) {
  const file = `messages/${language}.json`;
  const messages = JSON.parse(readText(file));
  for (const key of gone) delete messages[key];
  if (language === 'en') Object.assign(messages, said);
  const lacking = Object.keys(said).filter((key) => messages[key] === undefined);
  if (lacking.length > 0) console.error(`${file} lacks ${lacking.join(', ')}`);
  const sorted = Object.fromEntries(Object.entries(messages).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeFileSync(path.join(ROOT, file), `${JSON.stringify(sorted, null, 2)}\n`);
}
writeFileSync(path.join(ROOT, KEYS), keysFile());

function keysFile() {
  const nameOf = (id) => (/^\w+$/.test(id) ? id : `'${id}'`);
  return `/**
 * Every sentence of the API's log, by its id; one that is new to the panel is shown in the API's English. Made by
 * \`npm run messages\`.
 */
export const SAID_KEYS: { [id: string]: string } = {
${ids.map((id) => `  ${nameOf(id)}: '${PREFIX}${id}',`).join('\n')}
};
`;
}

function idsIn(text) {
  return [...text.matchAll(/'admin\/holdfast\.said\.([\w.-]+)'/g)].map(([, id]) => id);
}

function readText(file) {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
