import { CloudEvent, HTTP } from 'cloudevents';
import type { Webhook } from 'standardwebhooks';
import { replayedId } from '../../../core/erp-events/erp-event';
import type { Delivery } from '../../../store/delivery';

export interface SignedMessage {
  headers: Record<string, string>;
  body: string;
}

/**
 * One delivery as CloudEvents 1.0 structured JSON, signed per Standard Webhooks. `webhook-id` and the
 * event's `id` are the delivery's id, the same on every attempt; timestamp and signature are of this
 * attempt, so that a receiver may refuse what is older than its tolerance.
 *
 * Events of the sandbox carry the extension attribute `sandbox: true`, so that a receiver can tell made-up orders. One
 * signature for each secret, separated by a space: a receiver takes the message when any of them is right.
 *
 * `time` carries milliseconds: the published library writes it through a `Date`. `data.occurredAt` keeps
 * all seven digits.
 */
export function signedMessage(
  { delivery, sandbox }: { delivery: Delivery; sandbox: boolean },
  webhooks: readonly Webhook[],
  nowMs: number,
): SignedMessage {
  const body = eventBody(delivery, sandbox);
  const attemptedAt = new Date(nowMs);
  return {
    body,
    headers: {
      'content-type': 'application/cloudevents+json',
      'webhook-id': delivery.id,
      'webhook-timestamp': String(Math.floor(nowMs / 1000)),
      'webhook-signature': webhooks.map((webhook) => webhook.sign(delivery.id, attemptedAt, body)).join(' '),
    },
  };
}

function eventBody(delivery: Delivery, sandbox: boolean): string {
  const replayOf = replayedId(delivery.id);
  const event = new CloudEvent({
    id: delivery.id,
    source: `/holdfast/${encodeURIComponent(delivery.account)}`,
    type: delivery.type,
    subject: delivery.stream,
    time: delivery.occurredAt,
    datacontenttype: 'application/json',
    ...(sandbox ? { sandbox } : {}),
    ...(replayOf === null ? {} : { replayof: replayOf }),
    data: delivery.data,
  });
  const { body } = HTTP.structured(event);
  return typeof body === 'string' ? body : JSON.stringify(body);
}
