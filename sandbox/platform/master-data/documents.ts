import { randomUUID } from 'node:crypto';
import { answer, jsonBody, type PlatformAnswer, type PlatformRequest, refusal } from '../exchange';
import type { DataEntity } from './data-entity';
import type { MasterDataWire } from './master-data-wire';
import { violation } from './schema';
import { shown } from './search';
import type { Fields } from './where';

/** Saving and reading documents. `id` is null for the calls that carry it in the body, or let it be made. */
export function onDocument(
  wire: MasterDataWire,
  { entity, name, id }: { entity: DataEntity; name: string; id: string | null },
  request: PlatformRequest,
): PlatformAnswer {
  const { method, query } = request;
  if (method === 'GET' && id !== null) {
    const found = entity.read(id);
    return found ? answer(200, shown(found, query.get('_fields'))) : refusal(404, 'NotFound', id);
  }
  if (method === 'DELETE' && id !== null) {
    if (!entity.read(id)) return refusal(404, 'NotFound', id);
    entity.remove(id, wire.time.now());
    return answer(204);
  }
  const isWhole = method === 'PUT' || (method === 'POST' && id === null);
  if (!isWhole && method !== 'PATCH') return refusal(405, 'MethodNotAllowed', method);
  return save(wire, { entity, name, id, isWhole }, request);
}

function save(
  wire: MasterDataWire,
  to: { entity: DataEntity; name: string; id: string | null; isWhole: boolean },
  request: PlatformRequest,
): PlatformAnswer {
  const body = jsonBody(request);
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return refusal(400, 'InvalidBody', 'a document is an object');
  const { id: bodyId, ...given } = body as Fields;
  const id = to.id ?? (typeof bodyId === 'string' ? bodyId : randomUUID());
  const before = to.entity.read(id);
  if (request.method === 'POST' && before) return refusal(400, 'DuplicatedId', id);
  const fields = to.isWhole ? given : { ...before, ...given };
  const refused = notComplying(to.entity, request.query.get('_schema'), fields);
  if (refused) return refused;
  const outcome = to.entity.write(id, fields, wire.time.now());
  if (outcome === 'unchanged' && wire.switches.answersUnchanged) return answer(304);
  const told = { Id: `${to.name}-${id}`, Href: `/${to.name}/documents/${id}`, DocumentId: id };
  if (outcome === 'created') return answer(201, told);
  return to.id === null ? answer(200, told) : answer(204);
}

function notComplying(entity: DataEntity, name: string | null, fields: Fields): PlatformAnswer | null {
  if (name === null) return null;
  const schema = entity.schemas.get(name);
  if (!schema) return refusal(400, 'NoSchema', `no schema ${name}`);
  const wrong = violation(schema, fields);
  return wrong === null ? null : refusal(400, 'InvalidFields', wrong);
}
