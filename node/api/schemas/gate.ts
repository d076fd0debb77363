import { z } from 'zod';
import { instant, text, units } from './fields';

const release = z.object({
  lockId: text,
  orderId: text.nullable(),
  quantity: units.meta({ description: 'What the reservation holds, and the update releases' }),
  leftQuantity: units.meta({ description: 'Units that left, counted from the order' }),
  deductedQuantity: units.meta({ description: 'Units taken out of the total now' }),
  acknowledgedAt: instant,
  because: z.enum(['invoiced', 'canceled']),
  invoicedAt: instant.nullable(),
});

const kept = z.object({
  lockId: text,
  orderId: text.nullable(),
  quantity: units,
  acknowledgedAt: instant,
  because: z.enum(['open', 'unreadable', 'waiting']),
  orderStatus: text.nullable(),
  leftQuantity: units.optional().meta({ description: 'Units known to have left before the count' }),
});

const lostUnits = z.object({ lockId: text, quantity: units });

const proposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('acknowledge'), lockId: text }),
  z.object({ kind: z.literal('cancel'), lockId: text }),
  z.object({ kind: z.literal('settle'), lockId: text, leftQuantity: units }),
  z.object({
    kind: z.literal('repair'),
    quantity: units,
    dateUtcOnBalanceSystem: instant,
    leadTime: text,
    lost: z.array(lostUnits),
  }),
]);

const attention = z.object({
  reason: text,
  message: text.meta({ description: 'What is wrong and what to do' }),
  orderId: text.nullable(),
  lockId: text.nullable(),
  propose: proposal.nullable().meta({ description: 'What approving runs' }),
});

const stockCount = z.object({
  onHand: units,
  countedAt: instant,
  seenUpTo: instant.optional().meta({ description: "`countedAt` by VTEX's clock, or earlier" }),
  doubtUpTo: instant.optional().meta({ description: "`countedAt` by VTEX's clock at the latest" }),
  reference: text,
  removedAfterCount: units,
  removedInDoubt: units.optional().meta({ description: 'Those of them that left by `doubtUpTo`' }),
  lacks: z.enum(['acknowledged', 'reserved']).optional().meta({
    description: 'From when on the number that was sent lacks the units of an order: see docs/gateway.md',
  }),
  addedBack: z
    .array(z.object({ lockId: text, quantity: units }))
    .optional()
    .meta({ description: 'Units that `onHand` holds beyond the number that was sent, by reservation' }),
  leadTime: text.nullable().optional(),
  unlimited: z.boolean().nullable().optional(),
});

export const inventoryUpdate = z.object({
  quantity: units,
  dateUtcOnBalanceSystem: instant.meta({ description: 'The watermark' }),
  leadTime: text,
  unlimitedQuantity: z.boolean(),
});

const numbers = {
  totalQuantity: units,
  reservedQuantity: units,
  kept: z.array(kept),
  attentions: z.array(attention),
};

/** What the gate decided, with everything it decided by. */
export const evidence = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('remove'),
    ...numbers,
    update: inventoryUpdate,
    releases: z.array(release),
    unreserved: z
      .array(z.object({ lockId: text, orderId: text, quantity: units, invoicedAt: instant }))
      .meta({
        description: 'Units taken out that VTEX never reserved; the lockId of a line without one is ours',
      }),
    setAside: z
      .array(z.object({ lockId: text, orderId: text, quantity: units, deductedQuantity: units }))
      .optional()
      .meta({
        description:
          'Of a plan with a count: units that open orders claim and VTEX does not reserve, kept from sale by the new total',
      }),
    returnedQuantity: units,
    dependsOnWatermark: z.boolean(),
    count: stockCount.nullable(),
    retryAt: instant.nullable().optional(),
  }),
  z.object({
    kind: z.literal('hold'),
    ...numbers,
    reason: text,
    message: text,
    blockedBy: z.object({ orderId: text.nullable(), lockId: text, since: instant.nullable() }).nullable(),
    retryAt: instant.nullable(),
    count: stockCount.nullable(),
    unreadableSince: instant.nullable().optional(),
  }),
  z.object({ kind: z.literal('attention'), ...numbers }),
  z.object({
    kind: z.literal('nothing'),
    ...numbers,
    isUnlimited: z
      .boolean()
      .optional()
      .meta({ description: 'True: the stock has no limit, and the total says nothing' }),
    count: stockCount.nullable().optional().meta({ description: 'The count that changes nothing' }),
  }),
]);
