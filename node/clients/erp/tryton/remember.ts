import { fail, failureOf } from './failure';

/** A record, or the sentence that says which is missing and what to do. */
export type Look<T> = () => Promise<T | string>;

export interface Memory {
  /**
   * The record; calls that ask for the same share one look. Throws a `TrytonFailed` when it is missing. `needed`:
   * a message waits for it, so that it is worth telling a person.
   */
  recall<T>(key: string, needed: boolean, look: Look<T>): Promise<T>;
  /** One sentence for each thing that was lately needed and is not there; looks again first. */
  missing(): Promise<string[]>;
  forget(): void;
}

/** A record that was found changes rarely; one that was not is asked for again soon, but not by every message. */
const REMEMBER_MS = { found: 5 * 60_000, missing: 15_000 } as const;

/** Far longer than anybody who waits for it goes without asking; nobody needs it any more. */
const NEEDED_WITHIN_MS = 4.5 * 60 * 60_000;

/** However much is missing, asking for health costs no more calls than this. */
const LOOKED_AT_AGAIN = 10;

export function createMemory(now: () => number): Memory {
  const records = new Map<string, { untilMs: number; value: Promise<unknown> }>();
  const missing = new Map<string, { sentence: string; look: Look<unknown> }>();
  const neededAtMs = new Map<string, number>();

  function recall<T>(key: string, needed: boolean, look: Look<T>): Promise<T> {
    if (needed) neededAtMs.set(key, now());
    const record = records.get(key);
    if (record && now() < record.untilMs) return record.value as Promise<T>;
    return ask(key, look);
  }

  function ask<T>(key: string, look: Look<T>): Promise<T> {
    const record = { untilMs: now() + REMEMBER_MS.found, value: look().then(judge) };
    records.set(key, record);
    record.value.catch((error: unknown) => {
      if (failureOf(error)?.kind === 'missing') record.untilMs = now() + REMEMBER_MS.missing;
      // What failed for another reason than being absent is asked for again at once.
      else if (records.get(key) === record) records.delete(key);
    });
    return record.value;

    function judge(found: T | string): T {
      if (typeof found !== 'string') {
        missing.delete(key);
        return found;
      }
      missing.set(key, { sentence: found, look });
      return fail({ kind: 'missing', what: key, message: found });
    }
  }

  return {
    recall,
    async missing() {
      for (const [key, { look }] of [...missing].slice(0, LOOKED_AT_AGAIN)) {
        const lastNeededMs = neededAtMs.get(key) ?? Number.NEGATIVE_INFINITY;
        if (lastNeededMs + NEEDED_WITHIN_MS < now()) missing.delete(key);
        else await ask(key, look).catch(ignoreMissing);
      }
      return [...missing].filter(([key]) => neededAtMs.has(key)).map(([, { sentence }]) => sentence);
    },
    forget: () => records.clear(),
  };
}

function ignoreMissing(error: unknown): void {
  if (failureOf(error)?.kind !== 'missing') throw error;
}
