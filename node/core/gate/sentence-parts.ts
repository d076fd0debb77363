import type { Instant } from '../instant';
import type { Position } from '../position';
import type { Named } from '../reservation/reservation';

/** Names shown in one sentence before the rest is only counted. */
const NAMES_AT_MOST = 8;

export function unitsOf(count: number): string {
  return `${count} ${count === 1 ? 'unit' : 'units'}`;
}

export function positionName({ skuId, warehouseId }: Position): string {
  return `SKU ${skuId} in warehouse ${warehouseId}`;
}

/** To the second: people do not read the seven digits, and the plan keeps them. */
export function momentOf(instant: Instant): string {
  return `${instant.slice(0, 10)} ${instant.slice(11, 19)} UTC`;
}

export function orderName({ lockId, orderId }: Named): string {
  return orderId === null ? `the unknown order of reservation ${lockId}` : `order ${orderId}`;
}

/** `order A, order B and 3 more`. */
export function orderNames(items: readonly Named[]): string {
  const names = items.slice(0, NAMES_AT_MOST).map(orderName);
  const rest = items.length - names.length;
  if (rest > 0) return `${names.join(', ')} and ${rest} more`;
  return [names.slice(0, -1).join(', '), ...names.slice(-1)].filter((part) => part !== '').join(' and ');
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
