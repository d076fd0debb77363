import { say } from '@holdfast/node/core/said/say';
import type { LogEntry } from '@holdfast/node/store/sync-log';

export type Door = 'sign-in' | 'api' | 'hook' | 'counts';

/** What is written into the sync log of those who came to a door. */
export interface DoorBook {
  signedIn(who: string): void;
  signedOut(who: string): void;
  /** Somebody with a wrong key or token, or with none where one is sent. */
  turnedAway(door: Door): void;
  /** Somebody who is let in, for what their role does not allow. */
  notAllowed(who: string): void;
}

export interface DoorBookOptions {
  append(entries: LogEntry[]): Promise<void>;
  /** A line could not be written: the door stays as it is. */
  onFailure(error: unknown): void;
  everyMs?: number;
}

const EVERY_MS = 60_000;

/**
 * The first of a kind is written at once, all that come within a minute of it as one line: a flood fills no log. No
 * line says where somebody came from, since an address is personal data; the proxy's log has it.
 */
export function createDoorBook({ append, onFailure, everyMs = EVERY_MS }: DoorBookOptions): DoorBook {
  const waiting = new Map<string, number>();

  function write(entry: LogEntry): void {
    append([entry]).catch(onFailure);
  }

  function count(key: string, entryOf: (count: number) => LogEntry): void {
    const before = waiting.get(key);
    waiting.set(key, (before ?? 0) + 1);
    if (before !== undefined) return;
    waiting.set(key, 0);
    write(entryOf(1));
    setTimeout(() => pass(key, entryOf), everyMs).unref();
  }

  function pass(key: string, entryOf: (count: number) => LogEntry): void {
    const more = waiting.get(key) ?? 0;
    if (more === 0) {
      waiting.delete(key);
      return;
    }
    waiting.set(key, 0);
    write(entryOf(more));
    setTimeout(() => pass(key, entryOf), everyMs).unref();
  }

  return {
    signedIn: (who) =>
      count(`in ${who}`, (times) => entry('ok', say('person.signed-in', { who, count: times }))),
    signedOut: (who) => write(entry('ok', say('person.signed-out', { who }))),
    turnedAway: (door) =>
      count(door, (times) => entry('nothing', say(`turned-away.${door}`, { count: times }))),
    notAllowed: (who) =>
      count(`role ${who}`, (times) => entry('nothing', say('person.not-allowed', { who, count: times }))),
  };
}

function entry(outcome: LogEntry['outcome'], sentence: ReturnType<typeof say>): LogEntry {
  return { kind: 'admin', outcome, ...sentence };
}

/** Writes nothing. */
export const NO_BOOK: DoorBook = {
  signedIn: () => undefined,
  signedOut: () => undefined,
  turnedAway: () => undefined,
  notAllowed: () => undefined,
};
