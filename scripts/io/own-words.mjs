// The words that make the app a store's own. VTEX publishes an app only from the account that is its vendor, lets it
// call only the hosts it names, and brings it its own events only under its own name.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { erpPolicy } from './write-folder.mjs';

const WANTED = {
  vendor: { pattern: /^[a-z0-9][a-z0-9-]*$/, says: 'the account name, as in {account}.myvtex.com' },
  'erp-host': {
    pattern: /^[a-z0-9-]+(\.[a-z0-9-]+)+$/,
    says: "the ERP's host name alone, like erp.example.com (no https://, no port, no path)",
  },
  support: {
    pattern: /^(https:\/\/\S+|[^\s@]+@[^\s@]+\.[^\s@]+)$/,
    says: 'an e-mail or https address for whoever uses the app (may be left out)',
  },
};

/** From the command line; with `known`, a manifest, what is not said is taken from there. Ends the process if wrong. */
export function ownWords(command, known) {
  const options = Object.fromEntries(Object.keys(WANTED).map((name) => [name, { type: 'string' }]));
  const { values } = parseArgs({ options });
  const fallback = known && { vendor: known.vendor, 'erp-host': erpPolicy(known).attrs.host };
  const words = { ...fallback, ...values };
  const wrong = Object.entries(WANTED).filter(
    ([name, { pattern }]) => !(pattern.test(words[name] ?? '') || (name === 'support' && !(name in words))),
  );
  if (wrong.length > 0) {
    console.error(
      [`${command} wants:`, ...wrong.map(([name, { says }]) => `--${name}: ${says}`)].join('\n  '),
    );
    process.exit(1);
  }
  return { vendor: words.vendor, erpHost: words['erp-host'], support: words.support };
}

/** The manifest of the first of these folders that has one. */
export function firstManifest(...folders) {
  const file = folders.map((folder) => path.join(folder, 'manifest.json')).find((one) => existsSync(one));
  return JSON.parse(readFileSync(file, 'utf8'));
}
