import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Tally } from '../../simulation/weather/tally';
import { type ChaosDay, liveChaosDay } from './chaos-day';
import { figuresOf } from './figures';

const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 10);
const FIRST_SEED = Number(process.env.CHAOS_SEED ?? 1);
const MINUTES = Number(process.env.CHAOS_MINUTES ?? 30);
/** Of the last day, which comes to its end. */
const A_DAY_MS = 30 * 60_000;

const say = (text: string) => void process.stderr.write(`${text}\n`);

test(
  `${ROUNDS} rounds from seed ${FIRST_SEED}: nothing is lost, and everything comes to its end`,
  async () => {
    const beganMs = Date.now();
    const untilMs = beganMs + MINUTES * 60_000;
    const tally = new Tally();
    const broken: string[] = [];
    const rounds = () => tally.counts.rounds ?? 0;
    for (let seed = FIRST_SEED; rounds() < ROUNDS && Date.now() < untilMs; seed += 1) {
      say(`day ${seed} (${rounds()} rounds so far)`);
      const day = await liveChaosDay({ seed, rounds: ROUNDS - rounds(), untilMs, say });
      tally.add(day.tally);
      tally.count('days');
      for (const { rule, message } of day.violations) broken.push(`day ${seed}: ${rule}: ${message}`);
      if (day.violations.length > 0) say(`${day.violations.length} broken, see ${keep(seed, day)}`);
    }
    say(figuresOf(tally, broken.length, (Date.now() - beganMs) / 1_000));
    if (rounds() < ROUNDS) say(`The time was over after ${rounds()} of ${ROUNDS} rounds.`);
    expect(broken).toEqual([]);
  },
  MINUTES * 60_000 + A_DAY_MS,
);

/** The story of a day and what its processes said, for whoever looks for the cause. */
function keep(seed: number, { story, printed, violations }: ChaosDay): string {
  const folder = path.join(__dirname, '..', '..', '.holdfast', 'chaos', String(seed));
  mkdirSync(folder, { recursive: true });
  const broken = violations.map(({ rule, message }) => `${rule}: ${message}`);
  writeFileSync(path.join(folder, 'story.txt'), [...broken, '', ...story].join('\n'));
  for (const [name, text] of Object.entries(printed)) writeFileSync(path.join(folder, `${name}.log`), text);
  return folder;
}
