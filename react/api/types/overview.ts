import type { Said } from './said';
import type { ByStatus, LogOutcome, Mode } from './words';

export interface Overview {
  account: string;
  mode: Mode;
  listeners: {
    hook: {
      outcome: 'registered' | 'repaired' | 'foreign' | 'failed' | 'off';
      checkedAt: string;
      message: string | null;
    } | null;
    feed: {
      outcome: 'drained' | 'foreign' | 'failed' | 'off';
      drainedAt: string;
      items: number;
      waiting: number | null;
      oldestAgeSeconds: number | null;
      message: string | null;
    } | null;
    sweep: { outcome: 'swept' | 'failed'; sweptAt: string; orders: number; message: string | null } | null;
    lastEventAt: string | null;
  };
  erp: {
    /** Null: no ERP is connected. */
    connector: string | null;
    healthy: boolean | null;
    note: string | null;
    lastAttempt: { at: string; outcome: LogOutcome; message: string } | null;
    pending: number;
    parked: number;
    oldestPendingAt: string | null;
  };
  backlog: BacklogTask[];
  errorsLastHour: number;
  reservations: ByStatus;
  /** Open acknowledged reservations that executed updates had to keep, and kept. */
  protectedReservations: number;
  /** Those that such an update would discard at this moment; null: not counted by this host. */
  protectedNow: number | null;
  removals: { executed: number; units: number; lastAt: string | null };
  waitingForPerson: number;
  watermarkTrust: 'unproven' | 'proven' | 'broken';
  problems: Problem[];
  /** Whether updates may be left to run by themselves. */
  execute: {
    isSafe: boolean;
    items: SafetyItem[];
    wayBack: { message: string; said: Said[] };
  };
}

export type SafetyState = 'met' | 'not-yet' | 'not-met';

export interface SafetyItem {
  check: 'updates' | 'failures' | 'watermark' | 'books' | 'rights' | 'events' | 'erp';
  state: SafetyState;
  message: string;
  said: Said[];
}

export interface BacklogTask {
  task: string;
  ready: number;
  running: number;
  later: number;
  failing: number;
  oldestReadyAt: string | null;
}

export interface Problem {
  area: 'vtex' | 'hook' | 'feed' | 'sweep' | 'erp' | 'stock' | 'jobs';
  message: string;
  said: Said[];
  since: string | null;
  missingResource: string | null;
}

export interface Series {
  bucketSeconds: number;
  points: SeriesPoint[];
}

export interface SeriesPoint {
  at: string;
  events: number;
  removals: number;
  units: number;
  errors: number;
}
