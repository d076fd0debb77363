import { Webhook } from 'standardwebhooks';
import type { Delivery } from '../../../store/delivery';
import type { ConnectorHealth, DeliveryOutcome, ErpConnector } from '../connector';
import type { HttpPost } from './http-post';
import { signedMessage } from './message';
import { outcomeOf } from './outcome';

export interface WebhookSettings {
  url: string;
  /** Standard Webhooks secret, `whsec_` and base64; several, separated by a space, while one takes another's place. */
  secret: string;
  /** True: the orders are made up, and every message says so. */
  sandbox?: boolean;
  /** For the whole exchange; default 15 s. */
  timeoutMs?: number;
}

export interface WebhookOutside {
  post: HttpPost;
  /** Epoch ms. */
  now(): number;
}

/**
 * Sends each delivery as one signed POST. Throws at once when the secret is not base64; never throws later.
 */
export function createWebhookConnector(settings: WebhookSettings, outside: WebhookOutside): ErpConnector {
  const webhooks = settings.secret.split(' ').map((secret) => new Webhook(secret));
  const { sandbox = false, timeoutMs = 15_000 } = settings;
  let last: DeliveryOutcome | null = null;
  return {
    name: 'webhook',
    async deliver(delivery: Delivery) {
      const message = signedMessage({ delivery, sandbox }, webhooks, outside.now());
      const answer = await outside.post({ url: settings.url, ...message, timeoutMs });
      last = outcomeOf(answer, outside.now(), wasSentBefore(delivery));
      return last;
    },
    async checkHealth() {
      return healthAfter(last);
    },
  };
}

/** A person's retry counts the attempts anew, but leaves what the last one met. */
function wasSentBefore({ attempts, lastError }: Delivery): boolean {
  return attempts > 0 || lastError !== null;
}

/**
 * A webhook cannot be probed: an ERP need not answer anything but our signed POST, and an event made up for
 * a probe would be booked. So health is what the last message met, and before the first one it says so.
 */
function healthAfter(last: DeliveryOutcome | null): ConnectorHealth {
  if (last === null)
    return { healthy: true, note: 'Nothing was sent to the ERP since this process started.' };
  return last.kind === 'accepted' ? { healthy: true } : { healthy: false, reason: last.message };
}
