import type { Said } from '../api/types/said';
import { attentionSentence } from './attention-sentence';
import { holdSentence } from './hold-sentence';
import type { Orders } from './plan-facts';
import { removalSentences } from './removal-sentences';
import type { Named, Teller } from './teller';

type Values = Said['values'];

/** The parts of a line about a plan: told in the plan's own sentences, so that both say the same. */
const PARTS: { [id: string]: (teller: Teller, values: Values) => string | null } = {
  'plan.more': ({ t }, { count }) => `${t('admin/holdfast.sentence.more', { count: number(count) })}.`,
  'plan.nothing': ({ t }) => t('admin/holdfast.sentence.nothing'),
  'plan.remove': removalPart,
  'plan.hold': (teller, values) =>
    holdSentence(teller, {
      reason: text(values.reason),
      blockedBy: blockerIn(values),
      unreadableSince: text(values.sinceAt) || null,
      retryAt: text(values.retryAt) || null,
      waiting: ordersIn(values, 'waiting'),
    }),
  'plan.attention': (teller, values) =>
    attentionSentence(teller, {
      reason: text(values.reason),
      orderId: text(values.orderId) || null,
      lockId: text(values.lockId),
      repair:
        values.repairs === 1
          ? { units: number(values.units), total: number(values.total), locks: list(values.locks) }
          : null,
      settle:
        values.reason === 'canceled-after-invoice'
          ? { units: number(values.units), total: number(values.total) }
          : null,
    }),
};

/** Null for a part of something else than a plan, and for a reason that is new to the panel. */
export function planPart(teller: Teller, { id, values }: Said): string | null {
  const tell = Object.keys(PARTS).indexOf(id) >= 0 ? PARTS[id] : undefined;
  return tell ? tell(teller, values) : null;
}

function removalPart(teller: Teller, values: Values): string {
  const countedAt = text(values.countedAt);
  const sentences = removalSentences(teller, {
    skuId: text(values.skuId),
    left: { ...ordersIn(values, 'left'), units: number(values.leftUnits) },
    canceled: { ...ordersIn(values, 'canceled'), units: number(values.canceledUnits) },
    unreserved: { ...ordersIn(values, 'unreserved'), units: number(values.unreservedUnits) },
    aside: { ...ordersIn(values, 'aside'), units: number(values.asideUnits) },
    returned: number(values.returned),
    count: countedAt === '' ? null : { onHand: number(values.onHand), countedAt },
    before: number(values.before),
    after: number(values.after),
    open: openIn(values),
    waiting: ordersIn(values, 'waiting'),
  });
  return sentences.join(' ');
}

function blockerIn(values: Values) {
  const open = openIn(values);
  return open && { ...open, since: text(values.sinceAt) || null };
}

function openIn(values: Values): Named | null {
  const orderId = text(values.openOrder);
  const lockId = text(values.openLock);
  return orderId === '' && lockId === '' ? null : { orderId: orderId || null, lockId };
}

function ordersIn(values: Values, name: 'left' | 'canceled' | 'unreserved' | 'aside' | 'waiting'): Orders {
  const items = list(values[`${name}Orders`]).map((orderId) => ({ orderId, lockId: '' }));
  return { items, count: number(values[`${name}Count`]) };
}

type Value = Values[string] | undefined;

const text = (value: Value) => (typeof value === 'string' ? value : '');
const number = (value: Value) => (typeof value === 'number' ? value : 0);
const list = (value: Value) => (Array.isArray(value) ? value : []);
