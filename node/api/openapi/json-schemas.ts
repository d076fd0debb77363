import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;

/**
 * Parameters and bodies in terms of what they mean after parsing (a limit is an integer), answers as they
 * are sent. The `$schema` of each part would only repeat the document's.
 */
export function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    target: 'draft-2020-12',
    io,
    reused: 'inline',
  });
  return rest;
}
