import type { OverviewFacts } from '@holdfast/node/api/ports';
import { Gauge, type Registry } from 'prom-client';
import { TASKS } from '../jobs/task-names';
import { kept } from '../postgres/queries/kept';
import type { EndpointPace } from '../postgres/queries/pace';

/** What is watched of one account, as it is on record: every process that shares its database says the same. */
export interface WatchedFacts {
  overview: OverviewFacts;
  pace: EndpointPace[];
  lostUnits: number;
}

interface Sample {
  labels?: Record<string, string>;
  value: number;
}

interface WatchedGauge {
  name: string;
  help: string;
  /** Beside `account`. */
  labels?: readonly string[];
  /** An age that nobody knows has no sample: nothing was seen yet. */
  samples(facts: WatchedFacts, nowMs: number): Sample[];
}

/** docs/operations.md has the same list, with what to do about each; a test compares the two. */
export const WATCHED: readonly WatchedGauge[] = [
  {
    name: 'holdfast_hook_state',
    help: 'The order hook, 1 for the state it is in.',
    labels: ['state'],
    samples: ({ overview }) =>
      states(
        ['registered', 'repaired', 'failed', 'off', 'never'],
        overview.listeners.hook?.outcome ?? 'never',
      ),
  },
  {
    name: 'holdfast_hook_age_seconds',
    help: 'Since the order hook was last checked at VTEX.',
    samples: ({ overview }, nowMs) => age(overview.listeners.hook?.checkedAtMs, nowMs),
  },
  {
    name: 'holdfast_event_age_seconds',
    help: 'Since the last order event, of the hook or the feed; none within a day: no sample.',
    samples: ({ overview }, nowMs) => age(overview.lastEventAtMs, nowMs),
  },
  {
    name: 'holdfast_feed_state',
    help: 'The order feed, 1 for what became of its last reading.',
    labels: ['state'],
    samples: ({ overview }) =>
      states(['drained', 'failed', 'never'], overview.listeners.feed?.outcome ?? 'never'),
  },
  {
    name: 'holdfast_feed_age_seconds',
    help: 'Since the order feed was last read.',
    samples: ({ overview }, nowMs) => age(overview.listeners.feed?.drainedAtMs, nowMs),
  },
  {
    name: 'holdfast_queue_age_seconds',
    help: 'How long the oldest job that could run has waited; 0 when none does.',
    labels: ['task'],
    samples: ({ overview }, nowMs) =>
      eachTask((task) => {
        const oldestAt = overview.backlog.find((one) => one.task === task)?.oldestReadyAt ?? null;
        return oldestAt === null ? 0 : Math.max(0, (nowMs - Date.parse(oldestAt)) / 1000);
      }),
  },
  {
    name: 'holdfast_queue_ready',
    help: 'Jobs that could run now.',
    labels: ['task'],
    samples: ({ overview }) =>
      eachTask((task) => overview.backlog.find((one) => one.task === task)?.ready ?? 0),
  },
  {
    name: 'holdfast_deliveries_pending',
    help: 'Messages to the ERP that are not accepted yet, without the parked ones.',
    samples: ({ overview }) => [{ value: overview.pending }],
  },
  {
    name: 'holdfast_delivery_age_seconds',
    help: 'Age of the oldest message to the ERP that is not accepted yet; 0 when there is none.',
    samples: ({ overview }, nowMs) => age(overview.oldestPendingAtMs ?? nowMs, nowMs),
  },
  {
    name: 'holdfast_parked',
    help: 'Messages to the ERP that wait for a person.',
    samples: ({ overview }) => [{ value: overview.parked }],
  },
  {
    name: 'holdfast_waiting_for_person',
    help: 'Plans that wait for a yes or a no.',
    samples: ({ overview }) => [{ value: overview.waitingForPerson }],
  },
  {
    name: 'holdfast_failed_updates',
    help: 'Updates that were refused, or read back and not as intended, and that nobody has dealt with.',
    samples: ({ overview }) => [{ value: overview.failedRemovals }],
  },
  {
    name: 'holdfast_lost_units',
    help: 'Units of reservations that VTEX let go too early and whose repair waits.',
    samples: ({ lostUnits }) => [{ value: lostUnits }],
  },
  {
    name: 'holdfast_watermark_trust',
    help: 'Whether VTEX was seen to keep open reservations behind the watermark, 1 for what holds.',
    labels: ['state'],
    samples: ({ overview }) => states(['unproven', 'proven', 'broken'], overview.watermarkTrust),
  },
  {
    name: 'holdfast_may_change_stock',
    help: "Whether the app key's role lets it change stock, 1 for the last answer of VTEX.",
    labels: ['state'],
    samples: ({ overview }) =>
      states(['granted', 'missing', 'unknown'], overview.listeners.rights?.outcome ?? 'unknown'),
  },
  {
    name: 'holdfast_vtex_problems',
    help: 'Endpoints of VTEX that fail in a way that a person should know of.',
    samples: ({ overview }) => [{ value: overview.listeners.problems.length }],
  },
  {
    name: 'holdfast_vtex_pace_per_second',
    help: 'Calls a second that an endpoint of VTEX is given, all processes together.',
    labels: ['endpoint'],
    samples: ({ pace }) =>
      pace.map(({ endpoint, perSecond }) => ({ labels: { endpoint }, value: perSecond })),
  },
  {
    name: 'holdfast_vtex_blocked_seconds',
    help: 'How long VTEX still wants an endpoint left alone; 0 when it does not.',
    labels: ['endpoint'],
    samples: ({ pace }) =>
      pace.map(({ endpoint, blockedSeconds }) => ({ labels: { endpoint }, value: blockedSeconds })),
  },
];

/** 1 when these facts could be read for this answer. */
const DATABASE_UP = 'holdfast_database_up';

export const WATCHED_NAMES: readonly string[] = [DATABASE_UP, ...WATCHED.map(({ name }) => name)];

const KEPT_MS = 2_000;
const READ_WITHIN_MS = 3_000;

export interface WatchedOptions {
  account: string;
  /** Rejects, or does not answer, while the database is away: the gauges have no samples then. */
  read(): Promise<WatchedFacts>;
  now(): number;
}

/** Adds them to what `/metrics` answers; they are read from the database when it is asked. */
export function addWatchedGauges(registry: Registry, { account, read, now }: WatchedOptions): void {
  const facts = kept(KEPT_MS, now, () => factsOrNull(read));
  const up: Gauge = new Gauge({
    name: DATABASE_UP,
    help: 'Whether the database answered when these numbers were asked for.',
    labelNames: ['account'],
    registers: [registry],
    async collect() {
      up.set({ account }, (await facts()) === null ? 0 : 1);
    },
  });
  for (const { name, help, labels = [], samples } of WATCHED) {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: ['account', ...labels],
      registers: [registry],
      async collect() {
        const known = await facts();
        gauge.reset();
        if (known === null) return;
        for (const { labels: own = {}, value } of samples(known, now()))
          gauge.set({ account, ...own }, value);
      },
    });
  }
}

async function factsOrNull(read: () => Promise<WatchedFacts>): Promise<WatchedFacts | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), READ_WITHIN_MS);
  });
  const known = await Promise.race([read().catch(() => null), late]);
  clearTimeout(timer);
  return known;
}

function states(all: readonly string[], present: string): Sample[] {
  return [...new Set([...all, present])].map((state) => ({
    labels: { state },
    value: state === present ? 1 : 0,
  }));
}

function age(atMs: number | null | undefined, nowMs: number): Sample[] {
  return atMs === null || atMs === undefined ? [] : [{ value: Math.max(0, (nowMs - atMs) / 1000) }];
}

function eachTask(count: (task: string) => number): Sample[] {
  return TASKS.map((task) => ({ labels: { task }, value: count(task) }));
}
