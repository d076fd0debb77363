import type { Time } from '../../time';

/** How VBase behaves where VTEX is silent, or has known issues. May be changed at any time. */
export interface VBaseSwitches {
  /** Status of a failed `If-Match`: not documented; 412 is HTTP's, 409 is what VBase uses for conflicts. */
  conflictStatus: 409 | 412;
  /** `If-None-Match: *` on PUT: not documented. False: ignored. */
  honoursCreateOnly: boolean;
  /** PUT answers with an `etag` header besides `[{path, hash}]`: not documented. */
  etagOnWrite: boolean;
  /** HTTP's form of an etag; VTEX's client hands it back as it came. */
  quotesEtags: boolean;
  /** Most files on one page of a listing. */
  pageSize: number;
  /** A listing shows what was true this long ago. */
  listingLagMs: number;
}

export const DEFAULT_VBASE_SWITCHES: VBaseSwitches = {
  conflictStatus: 412,
  honoursCreateOnly: false,
  etagOnWrite: false,
  quotesEtags: false,
  pageSize: 100,
  listingLagMs: 0,
};

export interface VBaseTrouble {
  /** Known issue 822031: reading a file that is there says 404. Which (`bucket/file`), how often, how long. */
  forget(file: RegExp, limits?: { times?: number; forMs?: number }): void;
  /** Conditional writes fail as if somebody else had been first. */
  contest(file: RegExp, times: number): void;
  clear(): void;
  /** How often reads were forgotten and writes contested. */
  hits: { forgotten: number; contested: number };
  /** Asked by the service itself; uses a rule up. */
  isForgotten(file: string): boolean;
  isContested(file: string): boolean;
}

interface Rule {
  file: RegExp;
  times: number;
  untilMs: number;
}

export function newVBaseTrouble(time: Time): VBaseTrouble {
  const forgotten: Rule[] = [];
  const contested: Rule[] = [];
  const hits = { forgotten: 0, contested: 0 };
  const hit = (rules: Rule[], file: string): boolean => {
    const rule = rules.find((one) => one.times > 0 && one.untilMs > time.now() && one.file.test(file));
    if (!rule) return false;
    rule.times -= 1;
    hits[rules === forgotten ? 'forgotten' : 'contested'] += 1;
    return true;
  };
  return {
    hits,
    forget(file, { times = Number.POSITIVE_INFINITY, forMs = Number.POSITIVE_INFINITY } = {}) {
      forgotten.push({ file, times, untilMs: time.now() + forMs });
    },
    contest: (file, times) => void contested.push({ file, times, untilMs: Number.POSITIVE_INFINITY }),
    clear() {
      forgotten.length = 0;
      contested.length = 0;
    },
    isForgotten: (file) => hit(forgotten, file),
    isContested: (file) => hit(contested, file),
  };
}
