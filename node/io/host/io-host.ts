import type { ApiQueries } from '../../api/ports';
import type { ErpConnector } from '../../clients/erp/connector';
import type { ChainServices } from '../../middlewares/chain-services';
import type { Dispatcher } from '../../store/store';
import type { Documents } from '../documents/documents';
import type { SearchedScope } from '../search/list-log';
import type { IoSettings } from '../settings/parse-settings';
import type { LoadedSettings } from '../settings/settings-source';
import type { VBaseStore } from '../store/create-vbase-store';
import type { VBaseReports } from '../store/reports';
import { createWorkBell, type WorkBell } from '../work/work-bell';
import type { WorkDesk } from '../work/work-desk';
import { createWorkDispatcher } from '../work/work-dispatcher';
import { createWorkList, type WorkList } from '../work/work-list';
import { type AccountMemory, createAccountMemory, type MemoryServices } from './account-memory';
import { erpOfAccount } from './erp-of-account';
import type { HostLog, HostPorts, Tenant } from './host-ports';
import { tellProblems } from './tell-problems';
import { vtexOfRun } from './vtex-of-run';

export interface HostOptions extends MemoryServices {
  newId(): string;
  /** In [0, 1). */
  random(): number;
}

/** One account, as one request or event sees it. */
export interface OpenAccount extends Tenant {
  documents: Documents;
  store: VBaseStore;
  queries: ApiQueries;
  search: SearchedScope;
  desk: WorkDesk;
  ports: HostPorts;
  log: HostLog;
  now(): number;
  newId(): string;
  random(): number;
  pause(ms: number): Promise<void>;
  settings(): Promise<LoadedSettings>;
  /** What the chain and the listeners work with, until the deadline (epoch ms). */
  begin(settings: IoSettings, deadlineMs: number): Run;
}

export interface Run extends ChainServices {
  list: WorkList;
  bell: WorkBell;
  connector: ErpConnector | null;
  reports: VBaseReports;
  /** How far the first sweep looks back. */
  backfillHours: number;
  random(): number;
}

export interface IoHost {
  open(tenant: Tenant, ports: HostPorts, log: HostLog): OpenAccount;
}

/** Accounts a worker remembers at once. */
const MOST_ACCOUNTS = 200;

/** The host of a worker: what lasts from request to request, by account and workspace. */
export function createIoHost(options: HostOptions): IoHost {
  const memories = new Map<string, AccountMemory>();

  function memoryOf(tenant: Tenant, ports: HostPorts): AccountMemory {
    const key = `${tenant.account}/${tenant.workspace}`;
    const known = memories.get(key);
    if (known !== undefined) return Object.assign(known, { ports });
    const [oldest] = memories.keys();
    if (memories.size >= MOST_ACCOUNTS && oldest !== undefined) memories.delete(oldest);
    const made = createAccountMemory(options, tenant, ports);
    memories.set(key, made);
    return made;
  }

  return {
    open(tenant, ports, log) {
      return openAccount(options, memoryOf(tenant, ports), tenant, ports, log);
    },
  };
}

function openAccount(
  options: HostOptions,
  memory: AccountMemory,
  tenant: Tenant,
  ports: HostPorts,
  log: HostLog,
): OpenAccount {
  const { now, newId, random, pause } = options;
  const { documents, store, queries, search, desk } = memory;
  const clock = { now, newId, random, pause };
  return {
    ...tenant,
    ...clock,
    documents,
    store,
    queries,
    search,
    desk,
    ports,
    log,
    async settings() {
      const loaded = await memory.settings.load(ports.settings);
      if (loaded.kind === 'bad') await tellProblems(memory, loaded.problems, clock);
      return loaded;
    },
    begin: (settings, deadlineMs) => beginRun({ memory, tenant, clock }, settings, deadlineMs),
  };
}

interface RunParts {
  memory: AccountMemory;
  tenant: Tenant;
  clock: Pick<HostOptions, 'now' | 'newId' | 'random' | 'pause'>;
}

function beginRun({ memory, tenant, clock }: RunParts, settings: IoSettings, deadlineMs: number): Run {
  const { documents, store, work } = memory;
  const bell = createWorkBell();
  const list = createWorkList({ documents, cache: work, ...clock });
  const connector = erpOfAccount(memory, settings, clock.now);
  const mirrorOn = connector !== null;
  const dispatcher: Dispatcher = createWorkDispatcher({ list, bell, store, mirrorOn, ...clock });
  const { mode, guardGapMs, gatherWindowMs, backfillHours } = settings;
  return {
    account: tenant.account,
    vtex: vtexOfRun(memory, clock, deadlineMs),
    store,
    dispatcher,
    settings: { mode, guardGapMs, gatherWindowMs, mirrorOn },
    ...clock,
    list,
    bell,
    connector,
    reports: store.reports,
    backfillHours,
  };
}
