import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { VtexAnswer, VtexRequest } from '@holdfast/node/clients/vtex/transport';
import { createEvents } from '@holdfast/node/io/events/create-events';
import type { HostPorts } from '@holdfast/node/io/host/host-ports';
import { createIoHost, type HostOptions } from '@holdfast/node/io/host/io-host';
import { createOpener } from '@holdfast/node/io/host/opener';
import { recordsOf } from '@holdfast/node/io/host/records-of';
import type { AccessAnswer, TokenAnswer } from '@holdfast/node/io/identity/identity-port';
import { createRoutes } from '@holdfast/node/io/routes/create-routes';
import type { WorkEvent } from '@holdfast/node/io/work/work-bell';
import type { Store } from '@holdfast/node/store/store';
import { createMemoryDocuments, type MemoryDocuments } from '../../simulation/stores/vbase/memory-documents';
import { type RunningRuntime, startRuntime } from './runtime';

export const ACCESS_KEY = 'the-access-key-of-the-store';
export const GOOD_SETTINGS = {
  mode: 'recommend',
  accessKey: ACCESS_KEY,
  erpInboundToken: 'the-inbound-token',
  gatherWindowMs: 100,
};

/** What is outside the app, to be turned by the test. */
export interface Outside {
  settings: unknown;
  settingsFail: boolean;
  documents: MemoryDocuments;
  /** How the store answers; an unknown order at first. */
  vtex(request: VtexRequest): Promise<VtexAnswer>;
  vtexCalls: VtexRequest[];
  holder: TokenAnswer;
  mayUse(resource: string): AccessAnswer;
  identityCalls: string[];
  /** Events the app sent to itself. */
  rung: WorkEvent[];
  post: HostPorts['post'];
  /** Ahead of the real clock. */
  aheadMs: number;
}

export interface App extends RunningRuntime {
  outside: Outside;
  /** The record, as the app itself sees it. */
  store: Store;
  /** The pieces of work that are written down. */
  work(): string[];
}

const SILENT = { warn: () => undefined, error: () => undefined };
const notFound: VtexAnswer = { kind: 'answer', status: 404, headers: {}, body: {} };

export async function startApp(options: { portsOf?: () => Partial<HostPorts> } = {}): Promise<App> {
  const outside: Outside = {
    settings: GOOD_SETTINGS,
    settingsFail: false,
    documents: createMemoryDocuments(),
    vtex: async () => notFound,
    vtexCalls: [],
    holder: {
      kind: 'user',
      id: 'user-0001-0001',
      user: 'ana@example.com',
      account: 'teststore',
      audience: 'admin',
    },
    mayUse: () => 'yes',
    identityCalls: [],
    rung: [],
    post: async () => ({ kind: 'answer', status: 204, headers: {} }),
    aheadMs: 0,
  };
  const now = () => Date.now() + outside.aheadMs;
  const world: HostOptions = {
    now,
    random: Math.random,
    newId: randomUUID,
    pause: (ms) => sleep(ms),
    documents: () => outside.documents,
    records: (parts) =>
      recordsOf({ ...parts, now, newId: randomUUID, random: Math.random, pause: (ms) => sleep(ms) }),
  };
  const host = createIoHost(world);
  const { store } = host.open({ account: 'teststore', workspace: 'master' }, portsTo(outside), SILENT);
  const opener = createOpener(host, () => ({ ...portsTo(outside), ...options.portsOf?.() }));
  const runtime = await startRuntime({ routes: createRoutes(opener), events: createEvents(opener) });
  const work = () => [...outside.documents.files.keys()].filter((path) => path.startsWith('work/')).sort();
  return { ...runtime, outside, store, work };
}

function portsTo(outside: Outside): HostPorts {
  return {
    vtex: {
      send(request) {
        outside.vtexCalls.push(request);
        return outside.vtex(request);
      },
    },
    post: (request) => outside.post(request),
    vbase: async () => ({ kind: 'no-answer', message: 'documents are in memory here' }),
    masterData: { send: async () => ({ kind: 'answer', status: 200, headers: {}, body: [] }) },
    identity: {
      async whoHolds(token) {
        outside.identityCalls.push(`who ${token}`);
        return outside.holder;
      },
      async mayUse(_token, resource) {
        outside.identityCalls.push(resource);
        return outside.mayUse(resource);
      },
    },
    async settings() {
      if (outside.settingsFail) throw new Error('no settings today');
      return outside.settings;
    },
    announce: async (event) => void outside.rung.push(event),
  };
}
