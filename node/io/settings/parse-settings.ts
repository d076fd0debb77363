import { z } from 'zod';
import type { Sentence } from '../../core/said/said';
import { say } from '../../core/said/say';
import {
  backfillHours,
  countMaxAgeDays,
  erpSecret,
  erpUrl,
  gatherWindowMs,
  guardedUrl,
  guardGapMs,
  mode,
  oneOf,
  retentionDays,
  tokens,
} from '../../setting-fields';

/** What a store has set, with every default filled in. */
export interface IoSettings {
  mode: 'recommend' | 'execute';
  guardGapMs: number;
  gatherWindowMs: number;
  /** Null: no ERP is connected. */
  erp: { url: string; secret: string } | null;
  /** Any of them lets a count in; null: counts from the ERP are refused. */
  erpInboundToken: readonly string[] | null;
  /** An older count is refused. */
  countMaxAgeDays: number;
  /** Of the hook and of the tick, the first is told to VTEX; null: both are closed. */
  accessKey: readonly string[] | null;
  /** Without a slash at its end. */
  publicUrl: string | null;
  readFeed: boolean;
  /** Whether a hook or feed that is somebody else's is replaced. */
  takeOver: boolean;
  /** How far the first sweep looks back. */
  backfillHours: number;
  retentionDays: number;
}

export interface SettingsProblem {
  name: string;
  /** What it wants, as the end of a sentence; never the value it has. */
  wants: string;
}

/** What lets callers in; null: closed, not set or itself wrong. */
export type Doors = Pick<IoSettings, 'accessKey' | 'erpInboundToken'>;

export type ParsedSettings =
  | { kind: 'good'; settings: IoSettings }
  /** Nothing is worked, but what comes in through a door that is right is still taken and kept. */
  | {
      kind: 'bad';
      problems: SettingsProblem[];
      doors: Doors;
      /** Whether an ERP was set, rightly or not: it is to be told once it can be. */
      isErpGiven: boolean;
    };

const fields = z.object({
  mode: mode.default('recommend'),
  guardGapMs,
  gatherWindowMs: gatherWindowMs.default(15_000),
  erpUrl: erpUrl.optional(),
  erpSecret: erpSecret.optional(),
  erpInboundToken: tokens.optional(),
  countMaxAgeDays,
  accessKey: tokens.optional(),
  publicUrl: guardedUrl.optional(),
  readFeed: oneOf(['true', 'false']).default('true'),
  takeOver: oneOf(['true', 'false']).default('false'),
  backfillHours,
  retentionDays,
});

/**
 * Reads app settings by the rules of the server's environment. The admin's form may keep numbers as texts and an
 * emptied field as '': each value is read as text, and an empty one counts as not set. Fields nobody knows are
 * left alone.
 */
export function parseSettings(raw: unknown): ParsedSettings {
  const given = textsOf(raw);
  if (given === null) {
    const problems = [{ name: 'settings', wants: 'an object of fields' }];
    return { kind: 'bad', problems, doors: { accessKey: null, erpInboundToken: null }, isErpGiven: true };
  }
  const parsed = fields.safeParse(given);
  const wrong = parsed.success
    ? []
    : parsed.error.issues.map((issue) => ({ name: String(issue.path[0]), wants: issue.message }));
  const named = new Set(wrong.map(({ name }) => name));
  const problems = [...wrong, ...groupProblems(given).filter(({ name }) => !named.has(name))];
  if (!parsed.success || problems.length > 0) {
    const isErpGiven = given.erpUrl !== undefined || given.erpSecret !== undefined;
    return { kind: 'bad', problems, doors: doorsOf(given), isErpGiven };
  }
  return { kind: 'good', settings: settingsOf(parsed.data) };
}

function doorsOf(given: Given): Doors {
  const right = (text: string | undefined) => tokens.safeParse(text).data ?? null;
  return { accessKey: right(given.accessKey), erpInboundToken: right(given.erpInboundToken) };
}

type Given = Partial<Record<string, string>>;

/** No field takes it. */
const NO_TEXT = '\u0000';

function textsOf(raw: unknown): Given | null {
  if (raw === null || raw === undefined) return {};
  if (typeof raw !== 'object' || Array.isArray(raw)) return null;
  const given: Given = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === null || value === undefined) continue;
    // A value of no readable kind stays wrong: it must not count as not set.
    const text = typeof value === 'object' ? NO_TEXT : String(value).trim();
    if (text !== '') given[name] = text;
  }
  return given;
}

/** Fields that only mean something together: half a group would do something nobody asked for. */
function groupProblems(given: Given): SettingsProblem[] {
  const together: [string, string, string][] = [
    ['erpUrl', 'erpSecret', "the webhook's secret ('whsec_...')"],
    ['erpSecret', 'erpUrl', "the address of the ERP's webhook"],
    ['publicUrl', 'accessKey', 'a key that VTEX sends back with every notification'],
  ];
  return together
    .filter(([set, missing]) => given[set] !== undefined && given[missing] === undefined)
    .map(([set, missing, what]) => ({ name: missing, wants: `${what}, because ${set} is set` }));
}

/** What stands in for settings that are wrong: enough to take things in, never to work on them. */
export const IDLE_SETTINGS: IoSettings = settingsOf(fields.parse({}));

function settingsOf(values: z.output<typeof fields>): IoSettings {
  const { erpUrl: url, erpSecret: secret, erpInboundToken, accessKey, publicUrl, ...more } = values;
  const { readFeed, takeOver, ...rest } = more;
  return {
    ...rest,
    erp: url !== undefined && secret !== undefined ? { url, secret } : null,
    erpInboundToken: erpInboundToken ?? null,
    accessKey: accessKey ?? null,
    publicUrl: publicUrl ?? null,
    readFeed: readFeed === 'true',
    takeOver: takeOver === 'true',
  };
}

/** One sentence for a person, in the log, in every answer of the admin API and in the overview. */
export function sayProblems(problems: readonly SettingsProblem[]): Sentence {
  const wants = problems.map(({ name, wants }) => `${name} wants ${wants}`).join('; ');
  return say('work.settings-wrong', { wants });
}
