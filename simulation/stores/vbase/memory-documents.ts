import { createHash } from 'node:crypto';
import type { Documents } from '@holdfast/node/io/documents/documents';
import { PlatformUnavailable } from '@holdfast/node/io/documents/platform-unavailable';

/** Switches of a test; the write that counts is the one that reaches the documents (write, put, remove). */
export interface MemoryFaults {
  /** The power is cut when so many writes were applied: whatever is asked then throws. Null: never. */
  cutAfterWrites: number | null;
  /** The writes of these numbers (from 1) are applied, but answer nothing. */
  silentWrites: Set<number>;
  /** The writes of these numbers (from 1) are not applied and answer nothing. */
  lostWrites: Set<number>;
  /** 404 although the document is there, and its listing shows it. */
  missing(path: string): boolean;
  /** Every call waits here first: for tests that decide who goes next. */
  turn(): Promise<void>;
}

export interface MemoryDocuments extends Documents {
  readonly faults: MemoryFaults;
  /** Path to JSON text. */
  readonly files: Map<string, string>;
  readonly calls: { reads: number; writes: number; lists: number };
}

export class PowerCut extends Error {
  constructor() {
    super('the power was cut');
    this.name = 'PowerCut';
  }
}

/** Documents that live as long as the process; etags are hashes of the content, as VBase's are. */
export function createMemoryDocuments(files = new Map<string, string>()): MemoryDocuments {
  const faults = noFaults();
  const calls = { reads: 0, writes: 0, lists: 0 };
  const etagAt = (path: string): string | null => {
    const text = files.get(path);
    return text === undefined ? null : etagOf(text);
  };
  const begin = async (kind: keyof typeof calls) => {
    await faults.turn();
    if (faults.cutAfterWrites !== null && calls.writes >= faults.cutAfterWrites) throw new PowerCut();
    calls[kind] += 1;
    return calls[kind];
  };
  /** Applies the change and says whether VBase would have answered. */
  const apply = (number: number, change: () => void): boolean => {
    if (faults.lostWrites.has(number)) return false;
    change();
    return !faults.silentWrites.has(number);
  };
  return {
    faults,
    files,
    calls,
    read: async (path) => {
      await begin('reads');
      const text = files.get(path);
      if (text === undefined) return { kind: 'absent' };
      if (faults.missing(path)) return { kind: 'unsure', message: `${path} is listed, but answers 404` };
      return { kind: 'found', value: JSON.parse(text), etag: etagOf(text) };
    },
    write: async (path, value, ifMatch) => {
      const number = await begin('writes');
      if ((etagAt(path) ?? 'absent') !== ifMatch) return { kind: 'conflict' };
      const text = JSON.stringify(value);
      return apply(number, () => files.set(path, text))
        ? { kind: 'written', etag: etagOf(text) }
        : { kind: 'unsure', message: NO_ANSWER };
    },
    put: async (path, value) => {
      const isAnswered = apply(await begin('writes'), () => files.set(path, JSON.stringify(value)));
      return isAnswered ? { kind: 'written' } : { kind: 'unsure', message: NO_ANSWER };
    },
    remove: async (path, ifMatch) => {
      const number = await begin('writes');
      if (etagAt(path) !== ifMatch) return { kind: 'conflict' };
      return apply(number, () => files.delete(path))
        ? { kind: 'removed' }
        : { kind: 'unsure', message: NO_ANSWER };
    },
    list: async (prefix, after, limit) => {
      await begin('lists');
      if (prefix === '') throw new PlatformUnavailable('a listing needs a bucket');
      const paths = [...files.keys()].filter((path) => isBelow(path, prefix)).sort();
      const rest = after === null ? paths : paths.filter((path) => path > after);
      const page = rest.slice(0, limit);
      return {
        paths: page.map((path) => ({ path, etag: etagAt(path) ?? '' })),
        next: rest.length > limit ? (page.at(-1) ?? null) : null,
      };
    },
  };
}

const NO_ANSWER = 'no answer';

function isBelow(path: string, prefix: string): boolean {
  return prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix;
}

function etagOf(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}

function noFaults(): MemoryFaults {
  return {
    cutAfterWrites: null,
    silentWrites: new Set(),
    lostWrites: new Set(),
    missing: () => false,
    turn: async () => undefined,
  };
}
