import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

jest.setTimeout(1_800_000);

const ROOT = path.join(__dirname, '..');

/** What it said, when it ended well. */
async function run(...words: string[]): Promise<string> {
  const child = spawn(process.execPath, words, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += chunk;
    });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${words.join(' ')} ended with ${code}:\n${said.slice(-50_000)}`);
  return said;
}

/** Compiled and in processes of their own: within Jest a day takes three times as long. */
test('nothing is lost on the days 1 to 500', async () => {
  await run('scripts/prepare.mjs', '--compile');
  await run('node_modules/typescript/bin/tsc', '-p', 'simulation');
  expect(await run('simulation/dist/simulate.js', '--seeds', '500')).toContain('0 seeds with a violation');
});
