#!/usr/bin/env node
// VTEX's CLI in the folder that io:prepare wrote, with nothing installed globally: `npm run vtex -- login mystore`.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, tool, toolEnvironment } from './io/tools.mjs';

const io = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'io');
if (!existsSync(io)) {
  console.error('vtex: there is no io/ yet: npm run io:prepare -- --vendor ACCOUNT --erp-host HOST');
  process.exit(1);
}
installTools();
const words = process.argv.slice(2);
const { version } = JSON.parse(readFileSync(tool('vtex', 'package.json'), 'utf8'));
const [major, minor] = version.split('.').map(Number);
// VTEX developer portal, "Node builder 7.x migration guide".
if (['link', 'publish'].includes(words[0]) && (major < 4 || (major === 4 && minor < 1)))
  console.error(
    `vtex: this is ${version}; VTEX asks for 4.1.0 or newer for this app (docs/install.md says how).`,
  );
const child = spawn(process.execPath, [tool('vtex', 'bin', 'run'), ...words], {
  cwd: io,
  stdio: 'inherit',
  env: toolEnvironment(),
});
// The terminal sends it Ctrl+C as well; it has things to undo then, and ends by itself.
process.on('SIGINT', () => {});
child.once('close', (code) => process.exit(code ?? 1));
