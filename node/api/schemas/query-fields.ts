import { z } from 'zod';
import type { OrderId, PlanId, SkuId, WarehouseId } from '../../core/id';

/** A control character is in no id that was ever kept, and PostgreSQL refuses a question with a NUL. */
export function idOfAtMost(length: number) {
  return z
    .string()
    .min(1)
    .max(length)
    .regex(/^\P{Cc}*$/u, 'without control characters');
}

export const id = idOfAtMost(200);
/** As the ids they are. Named and not transformed: a transform has no JSON schema. */
const idOf = <T extends string>() => id as unknown as z.ZodType<T, T>;
export const orderId = idOf<OrderId>();
export const skuId = idOf<SkuId>();
export const warehouseId = idOf<WarehouseId>();
export const planId = idOf<PlanId>();

/** Long enough for the names that VBase's listings go on after. */
export const cursor = z.string().min(1).max(12_000).optional();

/** A page holds this many unless the caller says otherwise, and 200 at most. */
export const limit = z.coerce.number().int().min(1).max(200).default(50);

/** Several values, separated by commas or repeated. */
export function oneOrMore<T extends z.ZodType<string>>(value: T) {
  return z
    .preprocess((raw) => (typeof raw === 'string' ? raw.split(',') : raw), z.array(value).min(1).max(20))
    .optional();
}

/** PostgreSQL knows no year 0, and what a database keeps was neither before 1970 nor will it be after 9000. */
const isPossible = (text: string) => Date.parse(text) >= 0 && Date.parse(text) < Date.UTC(9000, 0);

export const moment = z.iso
  .datetime({ offset: true })
  .refine(isPossible, 'a moment from 1970 to 9000')
  .optional();
