import type { IOContext } from '@vtex/api';
import type { Clients } from '../clients/clients';
import type { HostLog, HostPorts } from './host-ports';
import type { IoHost, OpenAccount } from './io-host';

/** What both a route's and an event's context have. */
export interface PlatformContext {
  clients: Clients;
  vtex: Pick<IOContext, 'account' | 'workspace' | 'logger'>;
}

export type Opener = (ctx: PlatformContext) => OpenAccount;

/** Opens the account a request belongs to: the platform says which, no header of the caller's. */
export function createOpener(host: IoHost, portsOf: (clients: Clients) => HostPorts): Opener {
  return ({ clients, vtex }) => {
    const { account, workspace, logger } = vtex;
    const log: HostLog = {
      warn: (message, detail) => logger.warn({ message, ...detail }),
      error: (message, detail) => logger.error({ message, ...detail }),
    };
    return host.open({ account, workspace }, portsOf(clients), log);
  };
}
