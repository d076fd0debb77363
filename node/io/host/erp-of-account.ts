import type { DeliveryOutcome, ErpConnector } from '../../clients/erp/connector';
import { createWebhookConnector } from '../../clients/erp/webhook/webhook-connector';
import type { IoSettings } from '../settings/parse-settings';
import type { AccountMemory } from './account-memory';

/** Shorter than the server's: a run has less time, and what was not answered is sent again. */
const TIMEOUT_MS = 10_000;

/** The ERP of an account; null when none is connected. Health is what this worker's last message met. */
export function erpOfAccount(
  memory: AccountMemory,
  settings: IoSettings,
  now: () => number,
): ErpConnector | null {
  if (settings.erp === null) return null;
  const connector = createWebhookConnector(
    { ...settings.erp, timeoutMs: TIMEOUT_MS },
    { post: (request) => memory.ports.post(request), now },
  );
  return {
    name: connector.name,
    async deliver(delivery) {
      const outcome = await connector.deliver(delivery);
      memory.erp.trouble = troubleOf(outcome);
      return outcome;
    },
    async checkHealth() {
      const { trouble } = memory.erp;
      if (trouble === undefined) {
        return { healthy: true, note: 'Nothing was sent to the ERP since this worker started.' };
      }
      return trouble === null ? { healthy: true } : { healthy: false, reason: trouble };
    },
  };
}

function troubleOf(outcome: DeliveryOutcome): string | null {
  return outcome.kind === 'accepted' ? null : outcome.message;
}
