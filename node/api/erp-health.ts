import type { ErpConnector } from '../clients/erp/connector';
import type { ErpHealth } from './ports';

/** What the ERP's connector says of itself now; null when no ERP is connected. */
export async function erpHealthOf(connector: ErpConnector | null): Promise<ErpHealth> {
  if (connector === null) return null;
  const health = await connector.checkHealth();
  const note = health.healthy ? (health.note ?? null) : health.reason;
  return { connector: connector.name, healthy: health.healthy, note };
}
