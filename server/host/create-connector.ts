import type { ErpConnector } from '@holdfast/node/clients/erp/connector';
import type { HostSettings } from './host-settings';

export interface OpenedErp {
  /** Null: no ERP is connected. */
  connector: ErpConnector | null;
  close(): void;
}

/** The ERP that the configuration names; which ones there are is `server/erp`'s to know. */
export function createConnector({ erp, sandbox }: Pick<HostSettings, 'erp' | 'sandbox'>): OpenedErp {
  if (erp.kind === 'off') return { connector: null, close: () => undefined };
  const { connector, close } = erp.open({ sandbox });
  return { connector, close: () => close?.() };
}
