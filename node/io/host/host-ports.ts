import type { HttpPost } from '../../clients/erp/webhook/http-post';
import type { VtexTransport } from '../../clients/vtex/transport';
import type { VBaseHttp } from '../documents/vbase-http';
import type { IdentityPort } from '../identity/identity-port';
import type { MasterDataHttp } from '../search/master-data-http';
import type { WorkEvent } from '../work/work-bell';

/** What one request or event can reach outside, with the credential it came with. */
export interface HostPorts {
  vtex: VtexTransport;
  post: HttpPost;
  vbase: VBaseHttp;
  masterData: MasterDataHttp;
  identity: IdentityPort;
  /** The app's settings as the platform keeps them; rejects when it does not say. */
  settings(): Promise<unknown>;
  /** Sends an event to the app itself; rejects when the platform did not take it. */
  announce(event: WorkEvent): Promise<void>;
}

/** Whose request it is: a worker serves every account and workspace that the app is installed in. */
export interface Tenant {
  account: string;
  workspace: string;
}

/** The app's own log; never told a token, an address with a secret, or a body. */
export interface HostLog {
  warn(message: string, detail?: Record<string, unknown>): void;
  error(message: string, detail?: Record<string, unknown>): void;
}
