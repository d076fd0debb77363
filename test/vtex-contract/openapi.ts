import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Ajv, { type ErrorObject } from 'ajv';
import addFormats from 'ajv-formats';

interface Operation {
  parameters?: { in?: string; name?: string; $ref?: string }[];
  requestBody?: { content: Record<string, unknown> };
  responses: Record<string, { content?: Record<string, { example?: unknown }> }>;
}

interface Document {
  paths: Record<string, Record<string, Operation | undefined>>;
}

const FILES = { orders: 'vtex-orders.json', logistics: 'vtex-logistics.json' };
const FOLDER = resolve(__dirname, '../../../shared/openapi');

/** VTEX's schemas are not part of this repository; they are read when they lie beside it. */
export const schemasArePresent = Object.values(FILES).every((file) => existsSync(join(FOLDER, file)));

export interface Described {
  file: string;
  template: string;
  method: string;
  operation: Operation;
}

export interface VtexSchemas {
  /** The operation a request addresses; a path of literals wins over one of placeholders. */
  find(method: string, path: string): Described | null;
  operation(method: string, template: string): Operation;
  /** What is wrong with a request body. */
  bodyErrors(described: Described, body: unknown): ErrorObject[];
  /** Fields of a body that the schema does not name: most often a misspelling. */
  unknownFields(described: Described, body: unknown): string[];
}

export function loadSchemas(): VtexSchemas {
  const ajv = new Ajv({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addFormat('int32', true);
  const documents = Object.entries(FILES).map(([file, name]) => {
    const document: Document = JSON.parse(readFileSync(join(FOLDER, name), 'utf8'));
    ajv.addSchema({ ...document, $id: file });
    return { file, document };
  });
  const all = documents.flatMap(({ file, document }) =>
    Object.entries(document.paths).flatMap(([template, methods]) =>
      Object.entries(methods).flatMap(([method, operation]): Described[] =>
        operation ? [{ file, template, method, operation }] : [],
      ),
    ),
  );
  const bodyRef = ({ file, template, method }: Described) =>
    `${file}#/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1').replaceAll('{', '%7B').replaceAll('}', '%7D')}/${method}/requestBody/content/application~1json/schema`;
  return {
    find(method, path) {
      const fits = all.filter((one) => one.method === method.toLowerCase() && matches(one.template, path));
      return fits.sort((a, b) => placeholders(a.template) - placeholders(b.template))[0] ?? null;
    },
    operation(method, template) {
      const found = all.find((one) => one.method === method && one.template === template);
      if (!found) throw new Error(`VTEX describes no ${method} ${template}`);
      return found.operation;
    },
    bodyErrors(described, body) {
      const validate = ajv.compile({ $ref: bodyRef(described) });
      validate(body);
      return validate.errors ?? [];
    },
    unknownFields(described, body) {
      const document = documents.find(({ file }) => file === described.file)?.document;
      const content = described.operation.requestBody?.content['application/json'];
      return unnamed(document, isRecord(content) ? content.schema : null, body, '');
    },
  };
}

function matches(template: string, path: string): boolean {
  const parts = template.split('/');
  const given = path.split('/');
  return (
    parts.length === given.length && parts.every((part, at) => part.startsWith('{') || part === given[at])
  );
}

const placeholders = (template: string) => template.split('{').length - 1;

/** A schema without `properties` (free maps such as headers) names nothing, so it allows everything. */
function unnamed(document: unknown, schema: unknown, value: unknown, at: string): string[] {
  const resolved =
    isRecord(schema) && typeof schema.$ref === 'string' ? follow(document, schema.$ref) : schema;
  if (!isRecord(resolved) || !isRecord(resolved.properties) || !isRecord(value)) return [];
  const { properties } = resolved;
  if (Object.keys(properties).length === 0 || at.endsWith('.headers')) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    name in properties ? unnamed(document, properties[name], inner, `${at}.${name}`) : [`${at}.${name}`],
  );
}

function follow(document: unknown, ref: string): unknown {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((value, part) => (isRecord(value) ? value[part] : undefined), document);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
