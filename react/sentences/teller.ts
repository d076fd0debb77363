import type { Text } from '../words/use-text';

/** What it takes to tell something in the reader's language. */
export interface Teller {
  t: Text;
  /** A point in time by the reader's locale. */
  moment(at: string): string;
}

export interface Named {
  lockId: string;
  orderId: string | null;
}

/** Names in one sentence before the rest is only counted. */
const NAMES_AT_MOST = 8;

/** `order A`, `orders A and B`, `orders A, B and 3 more`; of `count` orders, `items` may be but the first. */
export function ordersIn({ t }: Teller, items: readonly Named[], count = items.length): string {
  const names = items.slice(0, NAMES_AT_MOST).map((one) => nameOf(t, one));
  const rest = count - names.length;
  const last = rest > 0 ? t('admin/holdfast.sentence.more', { count: rest }) : (names.pop() ?? '');
  const list =
    names.length === 0 ? last : t('admin/holdfast.sentence.and', { first: names.join(', '), last });
  return t('admin/holdfast.sentence.orders', { count, names: list });
}

function nameOf(t: Text, { orderId, lockId }: Named): string {
  return orderId ?? t('admin/holdfast.sentence.unknown-order', { lockId });
}

export function unitsIn({ t }: Teller, count: number): string {
  return t('admin/holdfast.sentence.units', { count });
}

export function sumOf(items: readonly { quantity: number }[]): number {
  return items.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Begins a sentence. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
