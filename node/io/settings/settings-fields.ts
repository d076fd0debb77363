/** One field of the app's settings, as `settingsSchema` of manifest.json has it. */
export interface SettingsField {
  name: string;
  type: 'string' | 'number' | 'boolean';
  title: string;
  description: string;
  default?: string | number | boolean;
  enum?: readonly string[];
  /** The admin's form does not show what is typed; VTEX keeps it readable for whoever may read settings. */
  isSecret?: boolean;
}

/**
 * What a store sets in the admin (Apps > Holdfast > Settings). The manifest's `settingsSchema` repeats this list;
 * a test compares them. What is accepted is decided by `parse-settings`, with the same rules as the server's
 * environment.
 */
export const SETTINGS_FIELDS = [
  {
    name: 'mode',
    type: 'string',
    title: 'Mode',
    description: 'recommend: an admin approves each stock update. execute: safe updates run by themselves.',
    default: 'recommend',
    enum: ['recommend', 'execute'],
  },
  {
    name: 'guardGapMs',
    type: 'number',
    title: 'Guard gap (ms)',
    description: 'Distance the update date keeps from every reservation, on both sides.',
    default: 1000,
  },
  {
    name: 'gatherWindowMs',
    type: 'number',
    title: 'Gather window (ms)',
    description:
      'How long invoices of one SKU and warehouse are gathered into one update. Up to 20000 is kept exactly; longer ones wait for the next tick.',
    default: 15000,
  },
  {
    name: 'erpUrl',
    type: 'string',
    title: 'ERP webhook address',
    description: 'Where reservation changes are sent. Empty: nothing is sent to an ERP.',
  },
  {
    name: 'erpSecret',
    type: 'string',
    title: 'ERP webhook secret',
    description:
      "Standard Webhooks secret ('whsec_...') with which the messages are signed; two, separated by a space, while one takes the other's place.",
    isSecret: true,
  },
  {
    name: 'erpInboundToken',
    type: 'string',
    title: 'ERP inbound token',
    description: 'Bearer token with which the ERP sends stock counts. Empty: counts are refused.',
    isSecret: true,
  },
  {
    name: 'countMaxAgeDays',
    type: 'number',
    title: 'Oldest stock count (days)',
    description: 'A stock count that is older than this is refused.',
    default: 7,
  },
  {
    name: 'accessKey',
    type: 'string',
    title: 'Access key',
    description:
      'Whoever calls the hook and the tick route sends it in the header x-holdfast-key. Empty: both are closed.',
    isSecret: true,
  },
  {
    name: 'publicUrl',
    type: 'string',
    title: 'Public address',
    description:
      'As https://{account}.myvtex.com. Set: the order hook is registered there and kept alive. Empty: events of vtex.orders-broadcast alone.',
  },
  {
    name: 'readFeed',
    type: 'boolean',
    title: 'Read the order feed',
    description: 'The tick also reads Feed v3, the backstop of lost events.',
    default: true,
  },
  {
    name: 'takeOver',
    type: 'boolean',
    title: 'Take over hook and feed',
    description:
      'VTEX keeps one order hook and one feed per app key. Off: those of somebody else are left alone. On: they are replaced, and kept to be given back.',
    default: false,
  },
  {
    name: 'backfillHours',
    type: 'number',
    title: 'First look back (hours)',
    description: 'How far the first sweep looks back for orders. Older ones are brought in by a backfill.',
    default: 48,
  },
  {
    name: 'retentionDays',
    type: 'number',
    title: 'Retention (days)',
    description: 'How long the sync log and finished orders stay searchable.',
    default: 30,
  },
] as const satisfies readonly SettingsField[];
