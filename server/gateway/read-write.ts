import { secondsOf } from '@holdfast/node/core/gate/terms';
import { type Instant, parseInstant } from '@holdfast/node/core/instant';
import { z } from 'zod';

/** A write of stock as VTEX's endpoints take it. */
export interface StockWrite {
  quantity: number;
  /** Null: not named. */
  unlimited: boolean | null;
  leadTime: string | null;
  /** Null: not named, or nothing that a moment could be read from. */
  datedAt: Instant | null;
  isDated: boolean;
}

/** `body`: the same as it came. */
export type ReadWrite =
  | { kind: 'write'; write: StockWrite; body: unknown }
  | { kind: 'refused'; code: string; message: string };

const LARGEST = 2_147_483_647;

/** A missing or null quantity is 0 for VTEX, and a missing `unlimitedQuantity` false ("Update inventory by SKU and warehouse"). */
const shape = z.looseObject({
  quantity: z.int().min(0).max(LARGEST).nullish(),
  unlimitedQuantity: z.boolean().nullish(),
  leadTime: z.string().nullish(),
  dateUtcOnBalanceSystem: z.string().nullish(),
});

/** What a body says, or why VTEX would refuse it. `partly`: it has no lead time. */
export function readWrite(text: string, partly: boolean): ReadWrite {
  const body = jsonOf(text);
  const parsed = shape.safeParse(body);
  if (!parsed.success) return { kind: 'refused', code: '1', message: 'The request is invalid.' };
  const { quantity, unlimitedQuantity, leadTime, dateUtcOnBalanceSystem } = parsed.data;
  const lead = partly || leadTime === undefined || leadTime === null || leadTime === '' ? null : leadTime;
  if (lead !== null && secondsOf(lead) === null)
    return { kind: 'refused', code: 'LOG003', message: 'leadTime is not dd.hh:mm:ss' };
  const date = dateUtcOnBalanceSystem?.trim() ?? '';
  const datedAt = parseInstant(date);
  if (date !== '' && datedAt === null && Number.isNaN(Date.parse(date)))
    return { kind: 'refused', code: 'LOG002', message: 'dateUtcOnBalanceSystem is not a date' };
  return {
    kind: 'write',
    body,
    write: {
      quantity: quantity ?? 0,
      unlimited: unlimitedQuantity ?? null,
      leadTime: lead,
      datedAt,
      isDated: date !== '',
    },
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
