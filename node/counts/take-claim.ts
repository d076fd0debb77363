import type { Claim } from '../core/gateway/claim';
import type { Instant } from '../core/instant';
import type { Position } from '../core/position';
import type { OtherWord } from '../core/said/gateway-sentences';
import type { Sentence } from '../core/said/said';
import { say, together } from '../core/said/say';
import type { StoredCount } from '../store/plan';
import type { LogStore } from '../store/store';
import { countsOf, lastApplied, waitingCount } from './counts-of';
import { type CountServices, takeCount } from './receive-count';

export interface ClaimServices extends CountServices {
  store: CountServices['store'] & LogStore;
}

export interface Written {
  position: Position;
  claim: Claim;
  countedAt: Instant;
  isDateBelieved: boolean;
  /** The write named a date. */
  isDated: boolean;
}

/**
 * Takes what a system wrote as if to VTEX for a count of the position, durably.
 *
 * | the claim | what becomes of it | the log |
 * |---|---|---|
 * | older than the one applied last | nothing: it is forgotten | says what it is older than |
 * | older than one that waits | recorded; the one that waits is planned | the same |
 * | newer than one that waits | planned in its place | says whose place it takes |
 * | any other | planned | |
 */
export async function takeClaim(services: ClaimServices, written: Written): Promise<void> {
  const { store, newId } = services;
  const { position, claim, countedAt } = written;
  const counts = await countsOf(store, position);
  const applied = lastApplied(counts)?.count ?? null;
  const waiting = waitingCount(counts)?.count ?? null;
  const reference = `gateway/${newId()}`;
  const onHand = claim.quantity;
  const taken = await takeCount(services, { position, onHand, countedAt, reference, claim });
  const newer = [applied, waiting].find((other) => other !== null && countedAt < other.countedAt) ?? null;
  const isOver = taken.kind === 'older' || newer !== null;
  const beside = newer ?? (isOver ? null : waiting);
  const sentence = together(
    say('gateway.wrote', {
      ...position,
      caller: claim.caller,
      quantity: claim.quantity,
      trueAt: countedAt,
    }),
    written.isDated && !written.isDateBelieved ? say('gateway.date-not-believed') : null,
    beside === null ? null : besideSentence(beside, newer !== null),
  );
  await store.appendLog([
    {
      kind: 'write',
      outcome: isOver ? 'nothing' : 'ok',
      ...sentence,
      ...position,
      detail: { writer: claim.caller, mode: 'guard', discardedUnits: 0, reference },
    },
  ]);
}

function besideSentence(count: StoredCount, isNewer: boolean): Sentence {
  const word: OtherWord = {
    other: count.claim?.caller ?? count.reference,
    otherQuantity: count.onHand,
    otherAt: count.countedAt,
  };
  return isNewer ? say('gateway.older', word) : say('gateway.takes-place', word);
}
