import { EVENT_DATA } from '@holdfast/node/clients/erp/event-data';
import { signedMessage } from '@holdfast/node/clients/erp/webhook/message';
import { type Instant, parseInstant } from '@holdfast/node/core/instant';
import { DELIVERY_TYPES, type Delivery, type DeliveryType } from '@holdfast/node/store/delivery';
import { Webhook } from 'standardwebhooks';
import { codeBlock, pageText } from './code-blocks';

const PAGE = 'erp-webhook.md';

interface Shown {
  id: string;
  type: DeliveryType;
  source: string;
  subject: string;
  data: Record<string, unknown>;
}

const shownOf = (type: DeliveryType) => JSON.parse(codeBlock(PAGE, type).text) as Shown;

/** What Holdfast would have to deliver for the page to be true. */
function deliveryOf({ id, type, source, subject, data }: Shown): Delivery {
  return {
    id,
    type,
    data,
    stream: subject,
    account: decodeURIComponent(source.replace('/holdfast/', '')),
    occurredAt: parseInstant(String(data.occurredAt)) as Instant,
    orderId: null,
    skuId: null,
    warehouseId: null,
    planId: null,
    sequence: 1,
    state: 'pending',
    attempts: 0,
    createdAtMs: 0,
    nextAttemptAtMs: 0,
    lastError: null,
  };
}

/** The vector as a receiver gets it: headers, an empty line, the body. */
function vector() {
  const [head = '', body = ''] = codeBlock(PAGE, 'vector').text.trimEnd().split('\n\n');
  const headers = head
    .split('\n')
    .slice(1)
    .map((line) => line.split(/: (.*)/).slice(0, 2));
  return { headers: Object.fromEntries(headers) as Record<string, string>, body };
}

const secretOfPage = () => /secret `(whsec_[^`]+)`/.exec(pageText(PAGE))?.[1] ?? '';

test.each(DELIVERY_TYPES)('the whole message of %s is what is sent', (type) => {
  const shown = shownOf(type);
  const { body } = signedMessage({ delivery: deliveryOf(shown), sandbox: false }, [new Webhook(secretOfPage())], 0);
  expect(JSON.parse(body)).toEqual(shown);
});

test.each(DELIVERY_TYPES)('%s shows every field of the contract, and no other', (type) => {
  const { data } = shownOf(type);
  expect(EVENT_DATA[type].safeParse(data).error).toBeUndefined();
  expect(Object.keys(data).sort()).toEqual(Object.keys(EVENT_DATA[type].shape).sort());
});

test('the signature test vector is what the connector sends, to the letter', () => {
  const { headers, body } = vector();
  const sentAtMs = Number(headers['webhook-timestamp']) * 1000;
  const told = { delivery: deliveryOf(JSON.parse(body)), sandbox: false };
  const message = signedMessage(told, [new Webhook(secretOfPage())], sentAtMs);
  expect({ headers, body }).toEqual(message);
});

test('every secret on the page is the one of the vector', () => {
  const secrets = pageText(PAGE).match(/whsec_[A-Za-z0-9+/=]+/g) ?? [];
  expect(new Set(secrets)).toEqual(new Set([secretOfPage()]));
});
