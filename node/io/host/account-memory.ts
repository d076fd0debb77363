import type { ApiQueries } from '../../api/ports';
import { createLeasedRateLimiter } from '../../clients/vtex/leased-rate-limiter';
import { createMemoryPaceBook } from '../../clients/vtex/memory-pace-book';
import type { RateLimiter } from '../../clients/vtex/rate-limiter';
import { createVtexProblemRecorder, type VtexProblemRecorder } from '../../clients/vtex/vtex-problems';
import type { Documents } from '../documents/documents';
import type { SearchedScope } from '../search/list-log';
import { createSettingsSource, type SettingsSource } from '../settings/settings-source';
import type { VBaseStore } from '../store/create-vbase-store';
import { createWorkCache, type WorkCache } from '../work/read-work';
import { createWorkDesk, type WorkDesk } from '../work/work-desk';
import type { HostPorts, Tenant } from './host-ports';

/** What a worker remembers of one account and workspace. Losing it costs time, nothing else. */
export interface AccountMemory {
  /** Of the newest request: its credential lasts longest. */
  ports: HostPorts;
  documents: Documents;
  store: VBaseStore;
  queries: ApiQueries;
  search: SearchedScope;
  settings: SettingsSource;
  /** Each worker has a pace of its own; VTEX's 429 slows each of them down. */
  limiter: RateLimiter;
  problems: VtexProblemRecorder;
  work: WorkCache;
  desk: WorkDesk;
  /** Last outcome of a message to the ERP, as a sentence; null: it was taken. Undefined: none was sent. */
  erp: { trouble: string | null | undefined };
  /** The settings' problems that the sync log was told of, and when (epoch ms). */
  toldProblems: { text: string; atMs: number };
}

/** The record of an account and what can be asked of it. */
export type Records = Pick<AccountMemory, 'store' | 'queries' | 'search'>;

/** What the record is made from; the ports are always those of the newest request. */
export interface RecordsParts {
  tenant: Tenant;
  documents: Documents;
  work: WorkCache;
  ports(): HostPorts;
}

export interface MemoryServices {
  now(): number;
  pause(ms: number): Promise<void>;
  documents(ports: () => HostPorts): Documents;
  records(parts: RecordsParts): Records;
}

export function createAccountMemory(
  services: MemoryServices,
  tenant: Tenant,
  first: HostPorts,
): AccountMemory {
  const { now, pause } = services;
  const current = { ports: first };
  const documents = services.documents(() => current.ports);
  const work = createWorkCache();
  const records = services.records({ tenant, documents, work, ports: () => current.ports });
  const kept = {
    documents,
    ...records,
    settings: createSettingsSource(now),
    limiter: createLeasedRateLimiter(createMemoryPaceBook(now), now),
    problems: createVtexProblemRecorder(records.store, now),
    work,
    desk: createWorkDesk(pause),
    erp: { trouble: undefined },
    toldProblems: { text: '', atMs: 0 },
  };
  return Object.assign(current, kept);
}
