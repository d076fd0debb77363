import { createHash } from 'node:crypto';

/** A data entity of Master Data with the schema that its documents are written and searched with. */
export interface Entity {
  name: string;
  /** Named by its content: an upgrade that changes it makes a new one, and the old one stays as it was. */
  schemaName: string;
  schema: object;
}

const word = { type: 'string' };
const moment = { type: 'string', format: 'date-time' };

/** One document a line. `entry` is the whole line as JSON text; the other fields are there to be filtered by. */
export const LOG = entity('holdfast_log', 'A line of the sync log of Holdfast', {
  scope: word,
  at: moment,
  kind: word,
  outcome: word,
  order: word,
  sku: word,
  warehouse: word,
  plan: word,
});

/** One document a plan. `entry` is the plan as JSON text. */
export const PLANS = entity('holdfast_plans', 'A recommendation of Holdfast', {
  scope: word,
  at: moment,
  kind: word,
  state: word,
  sku: word,
  warehouse: word,
});

/**
 * `v-cache` off, so that a search is not answered from memory; nothing may be read or written without the
 * store's permission. Master Data indexes what `v-indexed` names when a document is written.
 */
function entity(name: string, title: string, indexed: Record<string, object>): Entity {
  const schema = {
    title,
    type: 'object',
    properties: { ...indexed, entry: { type: 'string' } },
    required: ['scope', 'at', 'entry'],
    'v-indexed': Object.keys(indexed),
    'v-default-fields': ['id', 'at', 'entry'],
    'v-cache': false,
    'v-security': {
      allowGetAll: false,
      publicRead: [],
      publicWrite: [],
      publicFilter: [],
      publicJsonSchema: false,
    },
  };
  const digest = createHash('sha256').update(JSON.stringify(schema)).digest('hex').slice(0, 12);
  return { name, schemaName: `v-${digest}`, schema };
}
