import { IOClients } from '@vtex/api';
import { ErpClient } from './erp-client';
import { IdentityClient } from './identity-client';
import { MasterDataClient } from './master-data-client';
import { VBaseClient } from './vbase-client';
import { VtexStoreClient } from './vtex-store-client';

/** Everything the app calls; made anew for each request by the platform, with that request's credential. */
export class Clients extends IOClients {
  public get store() {
    return this.getOrSet('store', VtexStoreClient);
  }

  public get erp() {
    return this.getOrSet('erp', ErpClient);
  }

  public get files() {
    return this.getOrSet('files', VBaseClient);
  }

  public get documents() {
    return this.getOrSet('documents', MasterDataClient);
  }

  public get identity() {
    return this.getOrSet('identity', IdentityClient);
  }
}

/**
 * For the platform's own clients, whose time-out is 1 s otherwise. Reading settings twice, and ringing twice, do
 * no harm; ours set their own time-outs and never repeat.
 */
export const CLIENT_OPTIONS = {
  apps: { timeout: 3_000, retries: 1 },
  events: { timeout: 2_000, retries: 1 },
};
