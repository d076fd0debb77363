#!/usr/bin/env node
// `npx holdfast ...` from a checkout: compiles first when a source is newer, as `npm start` does.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const prepare = path.join(__dirname, '..', '..', 'scripts', 'prepare.mjs');
if (existsSync(prepare)) {
  const { status } = spawnSync(process.execPath, [prepare, '--compile'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(2);
}
require('../dist/cli/main.js');
