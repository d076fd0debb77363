import type { WatermarkTrust } from '../gate/gate-input';
import type { Instant } from '../instant';
import type { Sentence } from '../said/said';
import { say } from '../said/say';

/** What the answer rests on. Times are epoch ms by our own clock. */
export interface SafetyFacts {
  nowMs: number;
  /** Updates that were sent and proven by reading back. */
  provenUpdates: number;
  failedUpdates: number;
  watermarkTrust: WatermarkTrust;
  /** Null: never compared. */
  lastComparison: { startedAtMs: number; startedAt: Instant; compared: number; unexplained: number } | null;
  rights: { outcome: 'granted' } | { outcome: 'missing'; missingResource: string } | null;
  /** Null: not looked at yet. */
  hook: 'fine' | 'failed' | 'off' | null;
  feed: { outcome: 'drained' | 'failed'; atMs: number } | null;
  /** Null: no ERP is connected. */
  erp: { healthy: boolean; parked: number } | null;
}

export const SAFETY_CHECKS = [
  'updates',
  'failures',
  'watermark',
  'books',
  'rights',
  'events',
  'erp',
] as const;
export type SafetyCheck = (typeof SAFETY_CHECKS)[number];

/** `not-yet`: nothing speaks against it, it was only not seen yet. */
export type SafetyState = 'met' | 'not-yet' | 'not-met';

export interface SafetyItem extends Sentence {
  check: SafetyCheck;
  state: SafetyState;
}

/** A judgement, not a fact of VTEX: enough that a person has read a handful of recommendations of several SKUs. */
export const PROVEN_WANTED = 10;
/** The books are compared once a day: a comparison that was missed is seen. */
const COMPARISON_STANDS_MS = 2 * 24 * 3_600_000;
const FEED_STANDS_MS = 3_600_000;

/** Whether updates may be left to run by themselves: what must have been seen, each item as it is now. */
export function safeToExecute(facts: SafetyFacts): { isSafe: boolean; items: SafetyItem[] } {
  const items = SAFETY_CHECKS.map((check) => {
    const [state, sentence] = JUDGES[check](facts);
    return { check, state, ...sentence };
  });
  return { isSafe: items.every(({ state }) => state === 'met'), items };
}

type Judged = readonly [SafetyState, Sentence];

const JUDGES: { readonly [check in SafetyCheck]: (facts: SafetyFacts) => Judged } = {
  updates({ provenUpdates }) {
    const sentence = say('safe.updates-proven', { count: provenUpdates, wanted: PROVEN_WANTED });
    return [provenUpdates >= PROVEN_WANTED ? 'met' : 'not-yet', sentence];
  },
  failures({ failedUpdates }) {
    if (failedUpdates === 0) return ['met', say('safe.none-failed')];
    return ['not-met', say('problem.updates-failed', { count: failedUpdates })];
  },
  watermark({ watermarkTrust }) {
    if (watermarkTrust === 'proven') return ['met', say('safe.watermark-proven')];
    if (watermarkTrust === 'broken') return ['met', say('safe.watermark-given-up')];
    return ['not-yet', say('safe.watermark-unproven')];
  },
  books({ lastComparison, nowMs }) {
    if (lastComparison === null) return ['not-yet', say('safe.books-unknown')];
    const { startedAtMs, startedAt: comparedAt, compared, unexplained } = lastComparison;
    if (unexplained > 0) return ['not-met', say('safe.books-differ', { count: unexplained })];
    if (compared === 0) return ['not-yet', say('safe.books-unknown')];
    if (nowMs - startedAtMs > COMPARISON_STANDS_MS) return ['not-yet', say('safe.books-old', { comparedAt })];
    return ['met', say('safe.books-agree', { comparedAt })];
  },
  rights({ rights }) {
    if (rights === null) return ['not-yet', say('safe.key-unknown')];
    if (rights.outcome === 'granted') return ['met', say('safe.key-may')];
    return ['not-met', say('rights.missing', { resource: rights.missingResource })];
  },
  events({ hook, feed, nowMs }) {
    if (hook === null && feed === null) return ['not-yet', say('safe.events-unknown')];
    const isFeedFresh = feed?.outcome === 'drained' && nowMs - feed.atMs <= FEED_STANDS_MS;
    const fails = hook === 'failed' || (feed !== null && !isFeedFresh);
    if (!fails && (hook === 'fine' || isFeedFresh)) return ['met', say('safe.events-come')];
    return ['not-met', say('safe.events-not')];
  },
  erp({ erp }) {
    if (erp === null) return ['met', say('safe.erp-none')];
    if (erp.healthy && erp.parked === 0) return ['met', say('safe.erp-takes')];
    return ['not-met', say('safe.erp-not')];
  },
};
