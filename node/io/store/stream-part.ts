import type { Delivery, NewDelivery } from '../../store/delivery';
import type { StreamPart } from './shapes';

/** Accepted deliveries that are kept whole, for whoever looks; and ids of older ones. */
const KEPT_ACCEPTED = 20;
const KEPT_IDS = 400;

/** Adds what is new; an id that is there, or was, stays as it is. */
export function queued(
  part: StreamPart,
  deliveries: readonly NewDelivery[],
  at: { account: string; nowMs: number },
): StreamPart {
  const known = new Set([...part.acceptedIds, ...part.deliveries.map(({ id }) => id)]);
  const added: Delivery[] = [];
  let sequence = part.lastSequence;
  for (const delivery of deliveries) {
    if (known.has(delivery.id)) continue;
    known.add(delivery.id);
    sequence += 1;
    added.push({
      ...delivery,
      account: at.account,
      sequence,
      state: 'pending',
      attempts: 0,
      createdAtMs: at.nowMs,
      nextAttemptAtMs: at.nowMs,
      lastError: null,
    });
  }
  return withoutReplaced({ ...part, lastSequence: sequence, deliveries: [...part.deliveries, ...added] });
}

/**
 * Recommendations (some 170 bytes a reservation) that wait behind another message, the only one that is ever tried:
 * the newest ones stay. A newer plan has taken the place of the others, and told late they would only mislead.
 * What reports a fact always stays.
 */
const KEPT_RECOMMENDED = 5;

function withoutReplaced(part: StreamPart): StreamPart {
  const head = headOf(part);
  const behind = part.deliveries.filter(
    (one) => one !== head && one.state === 'pending' && one.type === 'holdfast.removal.recommended',
  );
  return without(part, behind.slice(0, -KEPT_RECOMMENDED));
}

/** The oldest that is not accepted. */
export function headOf(part: StreamPart): Delivery | null {
  return part.deliveries.find(({ state }) => state !== 'accepted') ?? null;
}

/** Accepted stays accepted, whoever reports later. Null when it is not there, or nothing changes. */
export function attempted(
  part: StreamPart,
  deliveryId: string,
  attempt: Pick<Delivery, 'state' | 'attempts' | 'nextAttemptAtMs' | 'lastError'>,
): StreamPart | null {
  const found = part.deliveries.find(({ id }) => id === deliveryId);
  if (!found || found.state === 'accepted') return null;
  const { state, attempts, nextAttemptAtMs, lastError } = attempt;
  const after = { ...found, state, attempts, nextAttemptAtMs, lastError };
  return forgetful({ ...part, deliveries: part.deliveries.map((one) => (one === found ? after : one)) });
}

function forgetful(part: StreamPart): StreamPart {
  const accepted = part.deliveries.filter(({ state }) => state === 'accepted');
  return without(part, accepted.slice(0, -KEPT_ACCEPTED));
}

/** Of these only the ids stay. */
function without(part: StreamPart, deliveries: readonly Delivery[]): StreamPart {
  if (deliveries.length === 0) return part;
  const old = new Set(deliveries.map(({ id }) => id));
  return {
    ...part,
    deliveries: part.deliveries.filter(({ id }) => !old.has(id)),
    acceptedIds: [...part.acceptedIds, ...old].slice(-KEPT_IDS),
  };
}
