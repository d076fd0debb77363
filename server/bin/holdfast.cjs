#!/usr/bin/env node
// `npx holdfast ...` from a checkout. Compiles only what was never compiled: what a running server has loaded stays.
const { spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const path = require('node:path');

const program = path.join(__dirname, '..', 'dist', 'cli', 'main.js');
const prepare = path.join(__dirname, '..', '..', 'scripts', 'prepare.mjs');
if (!existsSync(program) && existsSync(prepare)) {
  const { status } = spawnSync(process.execPath, [prepare, '--compile'], { stdio: ['ignore', 2, 2] });
  if (status !== 0) process.exit(2);
}
require(program);
