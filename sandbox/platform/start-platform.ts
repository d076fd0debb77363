import { z } from 'zod';
import { listen } from '../listen';
import { seededRandom } from '../random';
import type { StatusEvent } from '../store/model/order';
import { realTime, type Time } from '../time';
import { type AppsSettings, apps, newAppsSettings } from './apps-settings';
import { courier } from './events/courier';
import { DEFAULT_EVENT_SWITCHES, type EventBus, type EventSwitches, newEventBus } from './events/event-bus';
import { broadcastOrder } from './events/orders-broadcast';
import { frontDoor } from './front-door';
import { type Credentials, newCredentials } from './identity/credentials';
import { licenseManager } from './identity/license-manager';
import { sphinx } from './identity/sphinx';
import { vtexId } from './identity/vtex-id';
import { masterData } from './master-data/master-data';
import {
  DEFAULT_MASTER_DATA_SWITCHES,
  type MasterDataSwitches,
  type MasterDataWire,
} from './master-data/master-data-wire';
import { outside } from './outside';
import { newPlatformFaults, type PlatformFaults } from './platform-faults';
import { newPolicies, policyList } from './policies';
import { newRequestLog, type RequestLog } from './request-log';
import { type AppAnswer, type AppCaller, newAppCaller } from './router/app-caller';
import {
  DEFAULT_EDGE_SWITCHES,
  type Edge,
  type EdgeSwitches,
  edgeHandle,
  newEdge,
  type PublicRequest,
} from './router/edge';
import { privateRoutes } from './router/private-routes';
import { serviceJson } from './router/service-json';
import { type StoreBehind, storeGateway } from './store-gateway';
import type { Bucket } from './vbase/bucket';
import { inWorkspace, vbase } from './vbase/vbase';
import {
  DEFAULT_VBASE_SWITCHES,
  newVBaseTrouble,
  type VBaseSwitches,
  type VBaseTrouble,
} from './vbase/vbase-switches';

const manifestShape = z.looseObject({
  vendor: z.string(),
  name: z.string(),
  version: z.string(),
  policies: policyList.default([]),
});

export interface PlatformOptions {
  /** Of the app, as in its files. */
  manifest: unknown;
  /** `service.json`. */
  service: unknown;
  settings?: Record<string, unknown>;
  store: StoreBehind & {
    accountName: string;
    watch?(listener: (event: StatusEvent) => void): () => void;
  };
  /** Default `master`. */
  workspace?: string;
  /** Where a host outside VTEX really is: `erp.example.com` -> `http://127.0.0.1:4000`. */
  hosts?: Record<string, string>;
  /** Default 0: any free one, on 127.0.0.1 only. */
  port?: number;
  seed?: number;
  time?: Time;
}

export interface Platform {
  /** For `http_proxy` of the app's processes; without a host in the address it is the store's public address. */
  url: string;
  appId: string;
  account: string;
  workspace: string;
  /** Base addresses of the app's replicas: events and routes go round them. */
  replicas: string[];
  /** A request to the store's public address, `/_v/...`. */
  route(method: string, path: string, request?: PublicRequest): ReturnType<Edge['route']>;
  privateRoute: AppCaller['privateRoute'];
  /** Delivers an event at once to every handler that listens, and gives their answers. */
  event(sender: string, key: string, body: unknown): Promise<(AppAnswer & { handlerId: string })[]>;
  events: EventBus & { switches: EventSwitches };
  edge: Edge & { switches: EdgeSwitches };
  credentials: Credentials;
  settings: AppsSettings;
  vbase: { switches: VBaseSwitches; trouble: VBaseTrouble; buckets: Map<string, Bucket> };
  masterData: { switches: MasterDataSwitches; entities: MasterDataWire['entities'] };
  faults: PlatformFaults;
  requests: RequestLog;
  /** Closes the server and its timers; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * VTEX's IO platform on loopback: the forward proxy that an app's processes call through, the router and the
 * courier that call the app. Behaviour where VTEX is silent is a switch; what breaks is set with `faults`.
 */
export async function startPlatform(options: PlatformOptions): Promise<Platform> {
  const { time = realTime, workspace = 'master', store } = options;
  const account = store.accountName;
  const manifest = manifestShape.parse(options.manifest);
  const service = serviceJson.parse(options.service);
  const appName = `${manifest.vendor}.${manifest.name}`;
  const appId = `${appName}@${manifest.version}`;
  const stream = (which: number) => seededRandom((options.seed ?? 1) * 37 + which);
  const credentials = newCredentials(account);
  const policies = newPolicies(manifest.policies, account);
  const major = manifest.version.split('.')[0];
  const rights = { credentials, policies };
  const settings = newAppsSettings(options.settings ?? {});
  const replicas: string[] = [];
  const isProduction = workspace === 'master';
  const caller = newAppCaller({ account, workspace, isProduction, service, credentials, replicas, time });
  const eventSwitches = { ...DEFAULT_EVENT_SWITCHES };
  const bus = newEventBus({ service, caller, switches: eventSwitches, time, random: stream(1) });
  const edgeHost = `${account}.myvtex.com`;
  const edgeSwitches = { ...DEFAULT_EDGE_SWITCHES };
  const edge = newEdge({ host: edgeHost, service, caller, switches: edgeSwitches, time });
  const files = {
    switches: { ...DEFAULT_VBASE_SWITCHES },
    trouble: newVBaseTrouble(time),
    buckets: new Map<string, Bucket>(),
  };
  const documents: MasterDataWire = {
    account,
    time,
    switches: { ...DEFAULT_MASTER_DATA_SWITCHES },
    entities: new Map(),
    scrolls: new Map(),
  };
  const faults = newPlatformFaults(stream(2), time.now);
  const requests = newRequestLog();
  const place = `${account}/${workspace}`;
  const door = frontDoor({
    handlers: {
      vbase: inWorkspace(`/vbase/v2/${place}`, vbase({ appName, policies, time, ...files })),
      apps: apps({ account, workspace, appName, settings }),
      courier: courier({ prefix: `/courier/v0/${place}`, appId, policies, bus }),
      sphinx: sphinx(rights),
      'master-data': masterData(documents, rights),
      store: storeGateway({ account, store, rights }),
      'vtex-id': vtexId({ credentials, appKeys: [{ ...store, resources: ['LogisticsAdmin'] }] }),
      'license-manager': licenseManager({ ...rights, account }),
      'private-routes': privateRoutes({
        prefix: `/${appName}/v${major}/${place}`,
        service,
        caller,
        credentials,
      }),
      edge: edgeHandle(edge),
      outside: outside(new Map(Object.entries(options.hosts ?? {}))),
    },
    credentials,
    policies,
    faults,
    log: requests,
    time,
    edgeHost,
  });
  const listening = await listen(door, options.port ?? 0);
  const unwatch = store.watch?.((event) => broadcastOrder(bus, event));
  return {
    url: listening.url,
    appId,
    account,
    workspace,
    replicas,
    route: (method, path, request) => edge.route(method, path, request),
    privateRoute: caller.privateRoute,
    event: (sender, key, body) => bus.deliver({ sender, key, body }),
    events: Object.assign(bus, { switches: eventSwitches }),
    edge: Object.assign(edge, { switches: edgeSwitches }),
    credentials,
    settings,
    vbase: files,
    masterData: documents,
    faults,
    requests,
    async stop() {
      unwatch?.();
      bus.stop();
      await listening.close();
    },
  };
}
