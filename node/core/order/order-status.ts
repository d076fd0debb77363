import type { ReservationStatus } from '../reservation/reservation';

/** What an order's status says about its reservations; never more than VTEX's own words say. */
export type ImpliedStatus = Extract<
  ReservationStatus,
  'authorized' | 'confirmed' | 'acknowledged' | 'invoiced' | 'canceled'
>;

export interface OrderStatusMeaning {
  /** The least the reservation has reached; null when the status can be seen at any stage. */
  implies: ImpliedStatus | null;
  /** No other status follows it. */
  final: boolean;
  /** Whether the hook and the feed ask for it. */
  subscribed: boolean;
}

type Row = [status: string, implies: ImpliedStatus | null, marks?: 'final' | 'hook' | 'final hook'];

/**
 * VTEX's order statuses ("Order flow and status", filter list of the feed). A status is subscribed only when
 * entering it can change a reservation: each event costs one "Get order", and an order may cost six calls.
 *
 * - First sight: `order-created` on accounts that sell, `order-accepted` on accounts that only fulfil.
 * - Confirmed: `authorize-fulfillment`, which accounts that fulfil and accounts that do both go through.
 *   A pure marketplace never sees it, and holds no stock of its own.
 * - `payment-approved` because a partial invoice sends an order back to it: without it a line that is wholly
 *   invoiced in a half invoiced order would wait for the sweep. An account that sells and fulfils hears both
 *   within moments; the look at the order waits for a moment, so that one reading serves both.
 * - `handling`, not the passing `start-handling` before it. An order stuck there is the sweep's.
 * - `invoiced`, `canceled`, `replaced`: the ends. `cancel` and `cancellation-requested` are only on the way:
 *   nothing is given back before the end is reached.
 * - `window-to-change-seller`: the refused seller's allocations leave the order; seldom seen.
 */
const TABLE: readonly Row[] = [
  ['order-created', 'authorized', 'hook'],
  ['order-accepted', 'authorized', 'hook'],
  ['on-order-completed', 'authorized'],
  ['on-order-completed-ffm', 'authorized'],
  ['order-completed', 'authorized'],
  ['waiting-for-authorization', 'authorized'],
  ['waiting-for-sellers-confirmation', 'authorized'],
  ['waiting-for-order-authorization', 'authorized'],
  ['waiting-ffmt-authorization', 'authorized'],
  ['waiting-for-manual-authorization', 'authorized'],
  ['waiting-for-mkt-authorization', 'authorized'],
  ['payment-pending', 'authorized'],
  ['approve-payment', 'authorized'],
  ['window-to-change-payment', 'authorized'],
  ['window-to-change-seller', null, 'hook'],
  ['payment-approved', 'confirmed', 'hook'],
  ['authorize-fulfillment', 'confirmed', 'hook'],
  ['release-to-fulfillment', null],
  ['waiting-for-fulfillment', null],
  ['waiting-seller-handling', null],
  ['window-to-cancel', 'confirmed'],
  ['ready-for-handling', 'confirmed'],
  ['start-handling', 'acknowledged'],
  ['handling', 'acknowledged', 'hook'],
  ['ready-for-invoicing', 'acknowledged'],
  // An ERP may invoice without start-handling: the reservation is then still only confirmed.
  ['invoice', 'confirmed'],
  ['invoice-after-cancellation-deny', 'confirmed'],
  ['invoiced', 'invoiced', 'final hook'],
  ['request-cancel', null],
  ['waiting-for-seller-decision', null],
  ['cancellation-requested', null],
  ['cancellation-request-denied', null],
  ['cancellation-request-denied-ffm', null],
  ['order-create-error', null],
  ['order-creation-error', null],
  // In progress: an order can be stuck here, its reservation still held.
  ['cancel', null],
  ['canceled', 'canceled', 'final hook'],
  // A new order took its place; no unit ever leaves under this one.
  ['replaced', 'canceled', 'final hook'],
];

/** Other spellings that VTEX's articles and answers use. */
const SPELLINGS: ReadonlyMap<string, string | null> = new Map([
  ['canceling', 'cancel'],
  ['cancelling', 'cancel'],
  ['cancelled', 'canceled'],
  ['cancelation-request', 'cancellation-requested'],
  ['cancelation-requested', 'cancellation-requested'],
  ['cancellation-request', 'cancellation-requested'],
  ['ready-for-invoice', 'ready-for-invoicing'],
  ['', null],
  ['null', null],
  ['detail.state.null', null],
]);

const MEANINGS: ReadonlyMap<string, OrderStatusMeaning> = new Map(
  TABLE.map(([status, implies, marks = '']) => [
    status,
    { implies, final: marks.includes('final'), subscribed: marks.includes('hook') },
  ]),
);

const UNKNOWN: OrderStatusMeaning = { implies: null, final: false, subscribed: false };

/** For the filter of hook and feed. VTEX does not check these words: a typo silently yields no events. */
export const HOOK_STATUSES: readonly string[] = TABLE.filter(([, , marks]) => marks?.includes('hook')).map(
  ([status]) => status,
);

/** Whoever has one of these changes no more. */
export const FINAL_STATUSES: readonly string[] = TABLE.filter(([, , marks]) => marks?.includes('final')).map(
  ([status]) => status,
);

/** One spelling per status; null for an absent one. A word nobody knows is kept as it is. */
export function normalizeOrderStatus(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  const word = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const other = SPELLINGS.get(word);
  return other === undefined ? word : other;
}

/** Never fails: null and unknown words mean nothing, are not final, and are not subscribed. */
export function orderStatusMeaning(status: string | null | undefined): OrderStatusMeaning {
  return MEANINGS.get(normalizeOrderStatus(status) ?? '') ?? UNKNOWN;
}
