/**
 * Ids are text, and which thing an id names only its type says: a lock's is not taken where an order's is wanted. They are
 * made where text enters (an answer of VTEX's, a body, a parameter, a row, a document of our own), and nowhere else.
 */
export type SkuId = string & { readonly __skuId: unique symbol };
export type WarehouseId = string & { readonly __warehouseId: unique symbol };
/** Of a reservation: VTEX's `LockId`. */
export type LockId = string & { readonly __lockId: unique symbol };
export type OrderId = string & { readonly __orderId: unique symbol };
/** Ours: made with the plan. */
export type PlanId = string & { readonly __planId: unique symbol };

export const asSkuId = (text: string) => text as SkuId;
export const asWarehouseId = (text: string) => text as WarehouseId;
export const asLockId = (text: string) => text as LockId;
export const asOrderId = (text: string) => text as OrderId;
export const asPlanId = (text: string) => text as PlanId;

const LONGEST = 200;
/** U+FFFD stands where a text could not be kept as it came: what was meant is lost. */
const NOT_KEPT = /[\p{Cc}\p{Cs}\u{fffd}]/u;

/**
 * Whether a text from outside may be an id of VTEX's: an order's, a SKU's, a warehouse's. Ids are asked, not judged:
 * marketplaces make order ids with blanks, `#`, `/` and `º` (`FVG-SO 12345678`, `MKP-6584634/09`), and whether one
 * exists VTEX alone can say. Refused is only what could not be kept (control characters, halves of characters, over
 * 200 characters) and what could not be asked for (`fitsPath`).
 */
export function isId(text: unknown): text is string {
  return typeof text === 'string' && text.length <= LONGEST && !NOT_KEPT.test(text) && fitsPath(text);
}

/**
 * Whether an id, percent-encoded, stays one part of a path on its whole way. An empty one would address the
 * collection. `.` and `..` look the same encoded, and are swallowed when the address is resolved; between
 * slashes (`a/../b`) they are swallowed where `%2F` or `%5C` is decoded first.
 */
export function fitsPath(id: string): boolean {
  if (id === '' || /\p{Surrogate}/u.test(id)) return false;
  return !id.split(/[/\\]/).some((part) => part === '.' || part === '..');
}
