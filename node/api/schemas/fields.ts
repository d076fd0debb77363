import { z } from 'zod';
import { RESERVATION_STATUSES } from '../../core/reservation/reservation';

export const text = z.string();
/** Our own clock. */
export const time = z.iso.datetime().meta({ description: 'UTC, milliseconds' });
/** VTEX's clock. */
export const instant = z.string().meta({ description: 'UTC as VTEX has it, seven fractional digits' });
export const count = z.int().min(0);
export const units = z.int();

export const reservationStatus = z.enum(RESERVATION_STATUSES);

export const mode = z.enum(['recommend', 'execute']);

export const nextCursor = z
  .string()
  .nullable()
  .meta({ description: 'Give it back as `cursor` for the next page; null on the last one' });

/** Epoch ms as the API writes it. */
export function isoOf(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
