import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd, endAll } from '../flows/at-end';
import { BUILD_WITHIN_MS, buildServer } from '../flows/process';
import { memoryMb, pingMs, startAttacked } from './attacked-server';
import { highest, percentile99, tell } from './figures';

const CLIENTS = 10_000;
/** A thousand connections a second. */
const SECONDS = 15;

beforeAll(buildServer, BUILD_WITHIN_MS);
afterEach(endAll);

/** Two processes of five thousand each; answers how many were opened so far. */
function startClients(port: number, way: string, file: string): () => number {
  const opened = [0, 0];
  for (const nth of [0, 1]) {
    const script = path.join(__dirname, 'slow-clients.cjs');
    const words = [script, String(port), String(CLIENTS / 2), way, file];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
    child.stdout.on('data', (chunk) => {
      const last = String(chunk).trim().split('\n').at(-1) ?? '{}';
      opened[nth] = JSON.parse(last).opened ?? 0;
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    atEnd(async () => {
      child.kill('SIGKILL');
      await ended;
    });
  }
  return () => opened.reduce((sum, one) => sum + one, 0);
}

async function largeFile(port: number): Promise<string> {
  const page = await (await fetch(`http://127.0.0.1:${port}/admin/`)).text();
  const [, file] = /src="([^"]+index-[^"]+\.js)"/.exec(page) ?? [];
  if (file === undefined) throw new Error(`the panel's page names no script: ${page}`);
  return new URL(file, `http://127.0.0.1:${port}/admin/`).pathname;
}

test.each(['half a body', 'half the headers', 'nothing', 'no reading'])(
  'ten thousand slow clients, %s: memory stays, and VTEX is answered',
  async (way) => {
    const { port } = await startAttacked();
    const quiet: number[] = [];
    for (let n = 0; n < 200; n += 1) quiet.push(await pingMs(port));
    const beforeMb = await memoryMb(port);
    const opened = startClients(port, way, await largeFile(port));
    const [pings, memory]: [number[], number[]] = [[], []];
    const endAt = Date.now() + SECONDS * 1_000;
    while (Date.now() < endAt || (way !== 'no reading' && opened() < CLIENTS)) {
      pings.push(await pingMs(port));
      if (pings.length % 20 === 0) memory.push(await memoryMb(port));
      await sleep(25);
    }
    const moreMb = highest(memory.map((mb) => mb - beforeMb));
    tell(`slow clients, ${way}`, {
      opened: opened(),
      'MB more': moreMb,
      pings: pings.length,
      'p99 ms before': percentile99(quiet),
      'p99 ms': percentile99(pings),
      'slowest ms': highest(pings),
    });
    expect(moreMb).toBeLessThanOrEqual(50);
    // What others on the machine take from every ping is no fault of ours.
    expect(percentile99(pings)).toBeLessThan(100 + percentile99(quiet));
  },
);
