import { z } from 'zod';
import { SAFETY_CHECKS } from '../../core/execute/safe-to-execute';
import { count, mode, text, time } from './fields';
import { logOutcome } from './log';
import { byStatus } from './reservation';
import { said } from './said';

const hook = z.object({
  outcome: z.enum(['registered', 'repaired', 'foreign', 'failed', 'off']),
  checkedAt: time,
  message: text.nullable(),
});

const feed = z.object({
  outcome: z.enum(['drained', 'foreign', 'failed', 'off']),
  drainedAt: time,
  items: count,
  waiting: count.nullable(),
  oldestAgeSeconds: z.number().nullable(),
  message: text.nullable(),
});

const sweep = z.object({
  outcome: z.enum(['swept', 'failed']),
  sweptAt: time,
  orders: count,
  message: text.nullable(),
});

const erp = z.object({
  connector: text.nullable().meta({ description: 'Null: no ERP is connected' }),
  healthy: z.boolean().nullable(),
  note: text.nullable(),
  lastAttempt: z.object({ at: time, outcome: logOutcome, message: text }).nullable(),
  pending: count,
  parked: count,
  oldestPendingAt: time.nullable(),
});

const backlogTask = z.object({
  task: text,
  ready: count.meta({ description: 'Could run now' }),
  running: count,
  later: count,
  failing: count.meta({ description: 'Failed at least once' }),
  oldestReadyAt: time.nullable(),
});

export const problem = z.object({
  area: z.enum(['vtex', 'hook', 'feed', 'sweep', 'erp', 'stock', 'jobs']),
  message: text.meta({ description: 'What is wrong and what to do, in one sentence' }),
  said: said.meta({ description: 'The same in parts, for other languages: see the sync log' }),
  since: time.nullable(),
  missingResource: text.nullable().meta({ description: 'License Manager resource that the app key lacks' }),
});

const sentence = { message: text, said: said.meta({ description: 'The same in parts: see the sync log' }) };

const execute = z.object({
  isSafe: z.boolean().meta({ description: 'Every item is met' }),
  items: z.array(
    z.object({
      check: z.enum(SAFETY_CHECKS),
      state: z.enum(['met', 'not-yet', 'not-met']).meta({
        description: '`not-yet`: nothing speaks against it, it was only not seen yet',
      }),
      ...sentence,
    }),
  ),
  wayBack: z.object(sentence),
});

export const overview = z.object({
  account: text,
  mode,
  listeners: z.object({
    hook: hook.nullable(),
    feed: feed.nullable(),
    sweep: sweep.nullable(),
    lastEventAt: time.nullable(),
  }),
  erp,
  backlog: z.array(backlogTask),
  errorsLastHour: count,
  reservations: byStatus,
  protectedReservations: count.meta({
    description: 'Open acknowledged reservations that executed updates had to keep, and kept',
  }),
  protectedNow: count.nullable().meta({
    description:
      'Reservations of orders still in handling that an update sent in the usual way would discard if it were ' +
      'sent now: acknowledged, neither invoiced in full nor canceled, not lost, at a SKU and warehouse where ' +
      'another acknowledged reservation is invoiced or canceled and still waits to be removed (so an update is ' +
      'due there). Counted from our own record at this moment; it goes down as they are invoiced, and says ' +
      'nothing about the past. Null: not counted by this host',
  }),
  removals: z.object({ executed: count, units: count, lastAt: time.nullable() }),
  waitingForPerson: count.meta({ description: 'Proposed plans' }),
  watermarkTrust: z.enum(['unproven', 'proven', 'broken']),
  problems: z.array(problem),
  execute: execute.meta({
    description:
      'Whether updates may be left to run by themselves: what must have been seen, and the way back',
  }),
});

export type Overview = z.infer<typeof overview>;
export type Problem = z.infer<typeof problem>;
export type BacklogTask = z.infer<typeof backlogTask>;
