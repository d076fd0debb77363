import { runSeed } from './run-seed';

async function main() {
  const [n = 20, from = 1, story] = process.argv.slice(2).map(Number);
  const began = Date.now();
  const all: Record<string, number> = {};
  let failed = 0;
  for (let seed = from; seed < from + n; seed++) {
    const run = await runSeed(seed, { tells: story === 1 });
    for (const [k, v] of Object.entries(run.tally.counts)) all[k] = (all[k] ?? 0) + v;
    if (story === 1) console.log(run.story.join('\n'));
    if (run.violations.length) {
      failed++;
      console.log(seed, run.violations.length, run.violations[0]?.rule, run.violations[0]?.message.slice(0, 300));
    }
  }
  console.log(all, failed, 'failed', (Date.now() - began) / n, 'ms a seed');
}
void main();
