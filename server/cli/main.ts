#!/usr/bin/env node
import { setTimeout as sleep } from 'node:timers/promises';
import { runCli } from './run-cli';

/** `holdfast ...`: the process around a command. */
async function main(): Promise<void> {
  process.exitCode = await runCli(process.argv.slice(2), {
    env: process.env,
    out: (line) => void process.stdout.write(`${line}\n`),
    err: (line) => void process.stderr.write(`${line}\n`),
    now: Date.now,
    pause: (ms) => sleep(ms),
  });
}

void main();
