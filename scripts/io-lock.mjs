#!/usr/bin/env node
// Writes node/yarn.lock and react/yarn.lock, which VTEX's yarn 1 installs from, after a change of their package.json.
// Addresses in them begin at the registry (`zod/-/zod-4.6.7.tgz`): yarn asks the one that it is set up with.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installTools, tool, toolEnvironment } from './io/tools.mjs';

/** What stands before `name/-/name-1.0.0.tgz`: the registry, which may have a path. */
const HOST = /^( +resolved ")https?:\/\/\S*?\/(?=(?:@[^/]+\/)?[^/@]+\/-\/)/gm;

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
installTools();
for (const part of ['node', 'react']) {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-lock-'));
  try {
    for (const file of ['package.json', 'yarn.lock']) {
      const from = path.join(root, part, file);
      if (existsSync(from)) cpSync(from, path.join(folder, file));
    }
    const words = [
      tool('yarn', 'bin', 'yarn.js'),
      'install',
      '--non-interactive',
      '--no-progress',
      '--ignore-scripts',
    ];
    const done = spawnSync(process.execPath, words, {
      cwd: folder,
      stdio: 'inherit',
      env: toolEnvironment(),
    });
    if (done.status !== 0) process.exit(1);
    const lock = readFileSync(path.join(folder, 'yarn.lock'), 'utf8');
    writeFileSync(path.join(root, part, 'yarn.lock'), lock.replace(HOST, '$1'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
