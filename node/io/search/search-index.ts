import type { Entity } from './entities';
import type { Done, Found, MasterData, MasterDataFailure } from './master-data';
import { noteFailure, noteSuccess, type SearchMemory } from './search-memory';
import { SearchUnavailable } from './search-unavailable';
import type { Clause } from './where';

export interface SearchIndexOptions {
  masterData: MasterData;
  memory: SearchMemory;
  /** Epoch ms. */
  now(): number;
}

export interface FindRequest {
  where: Clause;
  order: 'newest-first' | 'oldest-first';
  from: number;
  count: number;
}

/** Both kinds of documents with the pauses after a failure. Every method throws `SearchUnavailable` or succeeds. */
export interface SearchIndex {
  /** A document that Master Data refuses for good is counted and left out: it must not hold up all others. */
  put(entity: Entity, id: string, fields: object): Promise<void>;
  remove(entity: Entity, id: string): Promise<void>;
  find(entity: Entity, request: FindRequest): Promise<{ rows: unknown[]; total: number | null }>;
}

export function createSearchIndex(options: SearchIndexOptions): SearchIndex {
  const { masterData, memory, now } = options;
  return {
    async put(entity, id, fields) {
      const write = () => masterData.put(entity.name, id, fields, entity.schemaName);
      await ready(options, entity);
      const first = await write();
      if (first.kind === 'done') return noteSuccess(memory, now());
      if (first.retry !== 'never') fail(options, first);
      // Refused as it is, or its schema is gone: once more with the schema, then without this document.
      memory.schemas.delete(entity.schemaName);
      await ready(options, entity);
      const second = await write();
      if (second.kind === 'done') return noteSuccess(memory, now());
      if (second.retry !== 'never') fail(options, second);
      memory.refused += 1;
    },
    async remove(entity, id) {
      await ready(options, entity);
      succeed(options, await masterData.remove(entity.name, id));
    },
    async find(entity, { where, order, from, count }) {
      await ready(options, entity);
      const sort = order === 'newest-first' ? 'at DESC' : 'at ASC';
      const search = { schema: entity.schemaName, where, fields: ['id', 'at', 'entry'], sort, from, count };
      const { rows, total } = succeed(options, await masterData.search(entity.name, search));
      return { rows, total };
    },
  };
}

/** Not while a pause lasts, and not without the schema: without it nothing would be indexed. */
async function ready(options: SearchIndexOptions, { name, schemaName, schema }: Entity): Promise<void> {
  const { masterData, memory, now } = options;
  const { trouble } = memory;
  if (trouble !== null && now() < trouble.pausedUntilMs) throw new SearchUnavailable(trouble.failure.message);
  const saving = memory.schemas.get(schemaName) ?? masterData.saveSchema(name, schemaName, schema);
  memory.schemas.set(schemaName, saving);
  const saved = await saving;
  if (saved.kind === 'done') return;
  if (memory.schemas.get(schemaName) === saving) memory.schemas.delete(schemaName);
  fail(options, saved);
}

function succeed<T extends Done | Found>(
  options: SearchIndexOptions,
  result: T,
): Exclude<T, MasterDataFailure> {
  if (result.kind === 'failed') fail(options, result);
  noteSuccess(options.memory, options.now());
  return result as Exclude<T, MasterDataFailure>;
}

function fail({ memory, now }: SearchIndexOptions, failure: MasterDataFailure): never {
  noteFailure(memory, failure, now());
  throw new SearchUnavailable(failure.message);
}
