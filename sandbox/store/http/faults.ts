import type { Random } from '../../random';
import type { Endpoint } from './endpoints';

/** What can go wrong with a call. "after": the store does as asked and then answers like this. */
export type Fault =
  | { kind: 'rate-limited'; retryAfterSeconds?: number }
  | { kind: 'error-before' }
  /** KI 388176: 500 although it was applied. */
  | { kind: 'error-after' }
  | { kind: 'unavailable' }
  /** The answer never comes, but the call was applied. */
  | { kind: 'hang-after' }
  | { kind: 'hang-before' }
  /** The answer never comes, and the call is applied only so much later. */
  | { kind: 'late-effect'; ms: number }
  /** Answered 200 `true`, and nothing was done. */
  | { kind: 'not-done' }
  | { kind: 'locked' }
  | { kind: 'unauthorized' }
  | { kind: 'forbidden' }
  | { kind: 'slow'; ms: number }
  /** The connection is cut without an answer. */
  | { kind: 'down' }
  /** Applied, answered 200, but the body is not JSON. */
  | { kind: 'bad-json' }
  /** Runs something of the store's own just before or after the call: an acknowledgement between two pages. */
  | { kind: 'meanwhile'; when: 'before' | 'after'; run: () => void };

export interface FaultRule {
  /** `*`: every endpoint. */
  endpoint: Endpoint | '*';
  fault: Fault;
  /** For the next so many calls; left out: until cleared. */
  times?: number;
  /** Lets so many calls pass first. */
  skip?: number;
  /** Left out: always. */
  probability?: number;
}

export interface Faults {
  /** The id clears it. */
  set(rule: FaultRule): number;
  /** Without an id: all. */
  clear(id?: number): void;
  list(): (FaultRule & { id: number })[];
  /** The faults that hit this call; a rule with `times` is used up by it. */
  draw(endpoint: Endpoint): Fault[];
}

export function newFaults(random: Random): Faults {
  let rules: (FaultRule & { id: number })[] = [];
  let nextId = 1;
  const hits = (rule: FaultRule, endpoint: Endpoint) => {
    if (rule.endpoint !== '*' && rule.endpoint !== endpoint) return false;
    if (rule.skip !== undefined && rule.skip > 0) {
      rule.skip -= 1;
      return false;
    }
    if (rule.probability !== undefined && !random.chance(rule.probability)) return false;
    if (rule.times !== undefined) rule.times -= 1;
    return true;
  };
  return {
    set(rule) {
      const id = nextId++;
      rules.push({ ...rule, id });
      return id;
    },
    clear(id) {
      rules = id === undefined ? [] : rules.filter((rule) => rule.id !== id);
    },
    list: () => rules,
    draw(endpoint) {
      const hitting = rules.filter((rule) => hits(rule, endpoint)).map((rule) => rule.fault);
      rules = rules.filter((rule) => rule.times === undefined || rule.times > 0);
      return hitting;
    },
  };
}
