#!/usr/bin/env node
// Makes the app a store's own: `npm run io:prepare -- --vendor ACCOUNT --erp-host HOST`.
// VTEX publishes an app only from the account that is its vendor, lets it call only the hosts it names, and
// brings it its own events only under its own name.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { values } = parseArgs({ options: { vendor: { type: 'string' }, 'erp-host': { type: 'string' } } });
const problems = [];
if (!/^[a-z0-9][a-z0-9-]*$/.test(values.vendor ?? '')) {
  problems.push('--vendor: the account name, as in {account}.myvtex.com');
}
if (!/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(values['erp-host'] ?? '')) {
  problems.push(
    "--erp-host: the ERP's host name alone, like erp.example.com (no https://, no port, no path)",
  );
}
if (problems.length > 0) {
  console.error(['io:prepare wants:', ...problems].join('\n  '));
  process.exit(1);
}

const manifest = JSON.parse(read('manifest.json'));
const erp = manifest.policies.find(({ name, attrs }) => name === 'outbound-access' && !isVtex(attrs.host));
if (erp === undefined) {
  console.error('manifest.json has no outbound-access policy for an ERP; put one there first.');
  process.exit(1);
}
// Only these words change: everything else stays as it is written.
replace('manifest.json', [
  ['vendor', manifest.vendor, values.vendor],
  ['host', erp.attrs.host, values['erp-host']],
]);
const { name } = manifest;
replace('node/service.json', [['sender', `${manifest.vendor}.${name}`, `${values.vendor}.${name}`]]);
console.log(`The app is ${values.vendor}.${name} now, and may call ${values['erp-host']}.`);

function isVtex(host) {
  return /(^|\.)vtex(commercestable)?\.com(\.br)?$/.test(host);
}

function read(file) {
  return readFileSync(path.join(root, file), 'utf8');
}

function replace(file, changes) {
  let text = read(file);
  for (const [key, from, to] of changes) text = text.replaceAll(`"${key}": "${from}"`, `"${key}": "${to}"`);
  writeFileSync(path.join(root, file), text);
}
