import { z } from 'zod';
import type { Fields } from './where';

/** The parts of a Master Data schema that change what the service does; the rest is kept as it came. */
export const schemaBody = z.looseObject({
  properties: z
    .record(z.string(), z.looseObject({ type: z.union([z.string(), z.array(z.string())]).optional() }))
    .default({}),
  required: z.array(z.string()).default([]),
  'v-indexed': z.array(z.string()).default([]),
  'v-default-fields': z.array(z.string()).default([]),
});
export type Schema = z.infer<typeof schemaBody>;

/** Null when the document complies; otherwise what is wrong with it. */
export function violation(schema: Schema, fields: Fields): string | null {
  for (const name of schema.required)
    if (fields[name] === undefined || fields[name] === null) return `${name} is required`;
  for (const [name, { type }] of Object.entries(schema.properties)) {
    const value = fields[name];
    const allowed = [type ?? []].flat();
    if (value === undefined || allowed.length === 0) continue;
    if (!allowed.some((one) => isOf(one, value))) return `${name} is not ${allowed.join(' or ')}`;
  }
  return null;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'null':
      return value === null;
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
