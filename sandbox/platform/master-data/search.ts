import { answer, type PlatformAnswer, type PlatformRequest, refusal } from '../exchange';
import type { DataEntity } from './data-entity';
import type { MasterDataWire } from './master-data-wire';
import { type Schema, violation } from './schema';
import { BadWhere, BlockedWhere, compare, type Fields, parseWhere, type Where } from './where';

const ALWAYS_INDEXED = ['id', 'createdIn', 'updatedIn'];
const MOST_A_PAGE = 100;
const DEEPEST = 10_000;
/** Without `REST-Range`, silently. */
const DEFAULT_ROWS = 16;

type Found = { rows: Fields[]; schema: Schema | undefined } | { refused: PlatformAnswer };

/** "Search documents": one page, its place in the whole told in `REST-Content-Range`. */
export function search(wire: MasterDataWire, entity: DataEntity, request: PlatformRequest): PlatformAnswer {
  const found = find(wire, entity, request.query);
  if ('refused' in found) return found.refused;
  const range = rangeOf(wire, request.headers['rest-range']);
  if (range === null || range.from + range.count > DEEPEST)
    return refusal(400, 'InvalidRange', 'REST-Range wants resources={from}-{to}, at most 100, not too deep');
  const page = found.rows.slice(range.from, range.from + range.count);
  const to = Math.max(range.from, range.from + page.length - 1);
  return answer(
    200,
    page.map((row) => shown(row, request.query.get('_fields'), found.schema)),
    { 'REST-Content-Range': `resources ${range.from}-${to}/${found.rows.length}` },
  );
}

/** "Scroll documents": the first call says what, the others the token; an empty page ends it. */
export function scroll(wire: MasterDataWire, entity: DataEntity, { query }: PlatformRequest): PlatformAnswer {
  const given = query.get('_token');
  const token = given ?? `scroll-${wire.scrolls.size + 1}`;
  const size = Math.min(Number(query.get('_size') ?? MOST_A_PAGE), 1000);
  let rest = wire.scrolls.get(token);
  if (given === null) {
    const found = find(wire, entity, query);
    if ('refused' in found) return found.refused;
    rest = found.rows.map((row) => shown(row, query.get('_fields'), found.schema));
  }
  if (!rest) return refusal(400, 'InvalidToken', 'no such scroll');
  wire.scrolls.set(token, rest.slice(size));
  return answer(200, rest.slice(0, size), { 'X-VTEX-MD-TOKEN': token });
}

function find(wire: MasterDataWire, entity: DataEntity, query: URLSearchParams): Found {
  const name = query.get('_schema');
  const schema = name === null ? undefined : entity.schemas.get(name);
  if (name !== null && !schema) return { refused: refusal(400, 'NoSchema', `no schema ${name}`) };
  const asked = query.get('_where');
  const where = asked ? read(asked) : null;
  if (where && 'refused' in where) return where;
  const sort = sortOf(query.get('_sort'));
  const unindexed = [...(where?.fields ?? []), ...sort.map(({ field }) => field)].find(
    (field) => !isIndexed(entity, schema, field),
  );
  if (unindexed !== undefined)
    return { refused: refusal(400, 'NotIndexed', `${unindexed} is not in v-indexed`) };
  const rows = entity
    .indexedAt(wire.time.now() - wire.switches.indexDelayMs)
    .filter((row) => (!schema || violation(schema, row) === null) && (where?.matches(row) ?? true));
  return { rows: rows.sort((a, b) => order(sort, a, b)), schema };
}

function read(text: string): Where | { refused: PlatformAnswer } {
  try {
    return parseWhere(text);
  } catch (error) {
    if (error instanceof BlockedWhere) return { refused: refusal(503, 'Blocked', error.message) };
    if (error instanceof BadWhere) return { refused: refusal(400, 'InvalidWhere', error.message) };
    throw error;
  }
}

function isIndexed(entity: DataEntity, schema: Schema | undefined, field: string): boolean {
  const schemas = schema ? [schema] : [...entity.schemas.values()];
  return ALWAYS_INDEXED.includes(field) || schemas.some((one) => one['v-indexed'].includes(field));
}

type Sort = { field: string; isDescending: boolean }[];

function sortOf(text: string | null): Sort {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim().split(/\s+/))
    .flatMap(([field, direction]) =>
      field ? [{ field, isDescending: direction?.toUpperCase() === 'DESC' }] : [],
    );
}

function order(sort: Sort, a: Fields, b: Fields): number {
  for (const { field, isDescending } of sort) {
    const difference = compare(a[field], b[field]);
    if (difference !== 0) return isDescending ? -difference : difference;
  }
  return 0;
}

function rangeOf({ switches }: MasterDataWire, header: string | undefined) {
  if (header === undefined) return { from: 0, count: DEFAULT_ROWS };
  const [, from, to] = /^resources=(\d+)-(\d+)$/.exec(header) ?? [];
  if (from === undefined || to === undefined || Number(to) < Number(from)) return null;
  const count = Number(to) - Number(from) + (switches.rangeEnd === 'inclusive' ? 1 : 0);
  // The client's own `resources=0-100` for a page of 100 is let through, cut to what a page holds.
  if (Number(to) - Number(from) > MOST_A_PAGE) return null;
  return { from: Number(from), count: Math.min(count, MOST_A_PAGE) };
}

/** The fields asked for; without any, the id and the schema's default ones. */
export function shown(row: Fields, asked: string | null, schema?: Schema): Fields {
  const names = (asked ?? '').split(',').filter((name) => name !== '');
  if (names.includes('_all')) return row;
  const wanted = names.length > 0 ? names : ['id', ...(schema?.['v-default-fields'] ?? [])];
  return Object.fromEntries(wanted.flatMap((name) => (name in row ? [[name, row[name]]] : [])));
}
