import { isDeepStrictEqual } from 'node:util';
import {
  answer,
  type Handle,
  jsonBody,
  type PlatformAnswer,
  type PlatformRequest,
  refusal,
} from '../exchange';
import { accessOf, type Rights } from '../identity/license-manager';
import { DataEntity } from './data-entity';
import { onDocument } from './documents';
import type { MasterDataWire } from './master-data-wire';
import { schemaBody } from './schema';
import { scroll, search } from './search';

const PATH = /^\/api\/dataentities\/([^/]+)\/(documents|schemas|search|scroll)(?:\/([^/]+))?$/;
/** License Manager: "Master Data" of the dynamic storage. */
const RESOURCES = ['ADMIN_DS', 'POWER_USER_DS'];

/** Master Data v2 as `@vtex/api`'s client calls it. Reads by id are consistent, searches come after. */
export function masterData(wire: MasterDataWire, rights: Rights): Handle {
  return (request) => {
    const access = accessOf(request, rights, RESOURCES);
    if (access !== 'allowed') return refusal(access, 'Forbidden', 'no access to Master Data');
    const [, name = '', part, rest] = PATH.exec(request.path) ?? [];
    if (part === undefined || request.query.get('an') !== wire.account)
      return refusal(404, 'NotFound', 'no such data entity in this account');
    const entity = wire.entities.get(name) ?? new DataEntity();
    wire.entities.set(name, entity);
    const id = rest === undefined ? null : decodeURIComponent(rest);
    if (part === 'schemas') return onSchema(wire, entity, id, request);
    if (part === 'documents') return onDocument(wire, { entity, name, id }, request);
    if (request.method !== 'GET') return refusal(405, 'MethodNotAllowed', request.method);
    return part === 'search' ? search(wire, entity, request) : scroll(wire, entity, request);
  };
}

function onSchema(
  { switches }: MasterDataWire,
  entity: DataEntity,
  name: string | null,
  request: PlatformRequest,
): PlatformAnswer {
  if (name === null) return refusal(404, 'NotFound', 'which schema');
  const saved = entity.schemaTexts.get(name);
  if (request.method === 'GET') return saved ? answer(200, saved) : refusal(404, 'NotFound', name);
  if (request.method !== 'PUT') return refusal(405, 'MethodNotAllowed', request.method);
  const body = jsonBody(request);
  const read = schemaBody.safeParse(body);
  if (!read.success) return refusal(400, 'InvalidSchema', read.error.message);
  if (switches.answersUnchanged && isDeepStrictEqual(saved, body)) return answer(304);
  entity.schemas.set(name, read.data);
  entity.schemaTexts.set(name, body);
  return answer(200, { Id: name });
}
