import type { Random } from '../random';
import type { PlatformService } from './services';

/** What can go wrong with a call to the platform. "after": done as asked, and then answered like this. */
export type PlatformFault =
  | { kind: 'status'; status: number; body?: unknown; headers?: Record<string, string> }
  | { kind: 'error-after'; status?: number }
  | { kind: 'hang-before' }
  | { kind: 'hang-after' }
  | { kind: 'cut-before' }
  | { kind: 'cut-after' }
  | { kind: 'slow'; ms: number }
  | { kind: 'meanwhile'; when: 'before' | 'after'; run: () => void };

export interface PlatformFaultRule {
  service: PlatformService | '*';
  method?: string;
  /** Against path and query. */
  path?: RegExp;
  fault: PlatformFault;
  /** For the next so many calls; left out: until cleared. */
  times?: number;
  /** Lets so many calls pass first. */
  skip?: number;
  /** Left out: always. */
  probability?: number;
  /** Over after so long. */
  forMs?: number;
}

export interface PlatformFaults {
  /** The id clears it. */
  set(rule: PlatformFaultRule): number;
  /** Without an id: all. */
  clear(id?: number): void;
  /** Not used up yet. */
  list(): readonly PlatformFaultRule[];
  /** The faults that hit this call; a rule with `times` is used up by it. */
  draw(call: { service: PlatformService; method: string; path: string }): PlatformFault[];
}

type Rule = PlatformFaultRule & { id: number; untilMs: number };

export function newPlatformFaults(random: Random, now: () => number): PlatformFaults {
  let rules: Rule[] = [];
  let nextId = 1;
  const hits = (rule: Rule, call: Parameters<PlatformFaults['draw']>[0]): boolean => {
    if (rule.service !== '*' && rule.service !== call.service) return false;
    if (rule.method !== undefined && rule.method !== call.method) return false;
    if (rule.path !== undefined && !rule.path.test(call.path)) return false;
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
      const untilMs = rule.forMs === undefined ? Number.POSITIVE_INFINITY : now() + rule.forMs;
      rules.push({ ...rule, id: nextId, untilMs });
      return nextId++;
    },
    clear(id) {
      rules = id === undefined ? [] : rules.filter((rule) => rule.id !== id);
    },
    list: () => rules,
    draw(call) {
      rules = rules.filter((rule) => rule.untilMs > now());
      const hitting = rules.filter((rule) => hits(rule, call)).map((rule) => rule.fault);
      rules = rules.filter((rule) => rule.times === undefined || rule.times > 0);
      return hitting;
    },
  };
}
