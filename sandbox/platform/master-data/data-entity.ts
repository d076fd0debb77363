import { isDeepStrictEqual } from 'node:util';
import type { Schema } from './schema';
import type { Fields } from './where';

interface Version {
  atMs: number;
  /** Null: deleted. */
  fields: Fields | null;
}

/** One data entity: documents by id, read at once, and an index that follows after a while. */
export class DataEntity {
  readonly schemas = new Map<string, Schema>();
  /** As it was saved, word for word. */
  readonly schemaTexts = new Map<string, unknown>();
  private readonly documents = new Map<string, Version[]>();

  read(id: string): Fields | null {
    const versions = this.documents.get(id);
    return versions?.[versions.length - 1]?.fields ?? null;
  }

  write(id: string, fields: Fields, atMs: number): 'created' | 'changed' | 'unchanged' {
    const before = this.read(id);
    if (before && isDeepStrictEqual(own(before), own(fields))) return 'unchanged';
    const at = new Date(atMs).toISOString();
    const stamped = { ...fields, id, createdIn: before?.createdIn ?? at, updatedIn: at };
    this.remember(id, { atMs, fields: stamped });
    return before ? 'changed' : 'created';
  }

  remove(id: string, atMs: number): void {
    this.remember(id, { atMs, fields: null });
  }

  /** Every document as the index knows it: what was written up to that moment. */
  indexedAt(atMs: number): Fields[] {
    return [...this.documents.values()].flatMap((versions) => {
      const known = versions.filter((version) => version.atMs <= atMs);
      const fields = known[known.length - 1]?.fields;
      return fields ? [fields] : [];
    });
  }

  private remember(id: string, version: Version): void {
    const versions = this.documents.get(id) ?? [];
    // Of what lies long back only the newest matters to any index.
    const old = versions.filter(({ atMs }) => atMs <= version.atMs - 600_000);
    this.documents.set(id, [...versions.slice(Math.max(0, old.length - 1)), version]);
  }
}

const STAMPS = new Set(['id', 'createdIn', 'updatedIn']);

function own(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !STAMPS.has(name)));
}
