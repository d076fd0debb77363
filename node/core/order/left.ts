import type { Instant } from '../instant';
import { claimOf } from './claim';
import type { Invoice, Order, OrderLine } from './order';
import { orderStatusMeaning } from './order-status';

/** When an invoice gives no instant at all: later than any stock count, so that no unit counts as gone before it. */
export const UNKNOWN_INVOICE_TIME = '9999-01-01T00:00:00.0000000Z' as Instant;

/** Units that left at one moment. */
export interface InvoicedPart {
  at: Instant;
  quantity: number;
}

/** What the order says left of one line. */
export interface LineLeft {
  /** Nothing more leaves: the order is invoiced, or Output invoices cover all that the line claims. */
  isSettled: boolean;
  /** Units that left; while not settled, the units that invoices name, less returns. */
  units: number;
  /** Units that may have left at most: returns not taken off. */
  atMost: number;
  /** `units` by moment, oldest first. */
  parts: InvoicedPart[];
  /** When the last of them left; null while not settled. */
  invoicedAt: Instant | null;
  /** An Output invoice names the line, or may have meant it. */
  isTouched: boolean;
  /** The invoices name fewer units than the line claims, and no change says why (KI 1008459). */
  isShort: boolean;
}

/**
 * How many units of a line left the warehouse, counted from the order.
 *
 * | the order | settled | left |
 * |---|---|---|
 * | `invoiced`; its Outputs name all that the line claims, or more | yes | the claim |
 * | `invoiced`; they name less, and a change explains the difference | yes | what they name |
 * | `invoiced`; they name less, and nothing explains it (KI 1008459) | yes | the claim |
 * | `invoiced`; an Output names no items, or a line that the order does not have, or there is none | yes | the claim |
 * | not `invoiced`; Outputs less Inputs cover the claim | yes | the claim |
 * | not `invoiced`; an Input does not say which line | no | nothing that could be relied on |
 * | not `invoiced`; anything else | no | what Outputs less Inputs name |
 *
 * Outputs are told apart by invoice number and line: one number may stand in two packages (KI 1380918), and a line
 * that stands twice under one number left once, with the larger quantity. VTEX adds up Outputs only (KI 930491): once
 * it says `invoiced`, Inputs change nothing, and goods that come back come back by a count.
 */
export function leftOfLine(order: Order, line: OrderLine): LineLeft {
  const outputs = outputsOf(order, line);
  const all = order.invoices.filter(({ type }) => type === 'Output');
  const isVague = all.some((invoice) => isVagueIn(order, invoice));
  const isInvoiced = orderStatusMeaning(order.status).implies === 'invoiced';
  const claim = claimedUnits(order, line);
  const named = sum(outputs);
  const isShort = isInvoiced && !isVague && named > 0 && isUnexplained(order, line);
  const returned = isInvoiced ? 0 : returnedUnits(order, line);
  const net = Math.max(0, named - returned);
  const isSettled = isInvoiced || (claim > 0 && net >= claim);
  const leavesWhole = isInvoiced && (isVague || all.length === 0 || isUnexplained(order, line));
  const units = leavesWhole ? claim : Math.min(claim, net);
  const invoicedAt = isSettled ? settledAt(order, line, isInvoiced) : null;
  return {
    isSettled,
    units,
    atMost: isVague ? claim : Math.max(units, Math.min(claim, named)),
    parts: partsOf(outputs, units, invoicedAt),
    invoicedAt,
    isTouched: named > 0 || isVague,
    isShort,
  };
}

/** Units of one line by invoice number; an invoice without a number stands for itself. Oldest first. */
function outputsOf(order: Order, line: OrderLine): InvoicedPart[] {
  const byNumber = new Map<string, InvoicedPart>();
  order.invoices.forEach((invoice, nth) => {
    const quantity = invoice.type === 'Output' ? unitsOn(invoice, line) : 0;
    if (quantity === 0) return;
    const key = invoice.invoiceNumber === null ? `nth ${nth}` : `number ${invoice.invoiceNumber}`;
    const at = latestIssue(order, [invoice]);
    const other = byNumber.get(key);
    byNumber.set(key, {
      at: other !== undefined && other.at > at ? other.at : at,
      quantity: Math.max(quantity, other?.quantity ?? 0),
    });
  });
  return [...byNumber.values()].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

function unitsOn(invoice: Invoice, line: OrderLine): number {
  return sum(invoice.items.filter((item) => item.lineIndex === line.index && item.quantity > 0));
}

/**
 * What a line claims, where units were added to its SKU and several lines sell it: they go to the lines of which Outputs
 * name more than they have, and what is left of them to the last.
 */
function claimedUnits(order: Order, line: OrderLine): number {
  const lines = order.lines.filter((one) => one.skuId === line.skuId);
  if (lines.length === 1) return claimOf(order, line).units;
  let added = lines.reduce((units, one) => units + claimOf(order, one).units - one.quantity, 0);
  for (const one of lines) {
    const isLast = one === lines[lines.length - 1];
    const more = Math.min(added, Math.max(0, sum(outputsOf(order, one)) - one.quantity));
    if (one === line) return one.quantity + (isLast ? added : more);
    added -= more;
  }
  return line.quantity;
}

/** Names no items, or a line that the order does not have (any more): it may have meant any. */
function isVagueIn(order: Order, { items }: Invoice): boolean {
  return items.length === 0 || items.some((item) => item.quantity > 0 && !hasLine(order, item.lineIndex));
}

function hasLine({ lines }: Order, index: number | null): boolean {
  return lines.some((line) => line.index === index);
}

/** What Inputs took back; all of it where one of them does not say which line it means. */
function returnedUnits(order: Order, line: OrderLine): number {
  const inputs = order.invoices.filter(({ type }) => type === 'Input');
  if (inputs.some((input) => isVagueIn(order, input))) return Number.POSITIVE_INFINITY;
  return inputs.reduce((units, input) => units + unitsOn(input, line), 0);
}

/** Whether more units of the SKU are missing from the invoices than changes of the order explain. */
function isUnexplained(order: Order, line: OrderLine): boolean {
  const lines = order.lines.filter((one) => one.skuId === line.skuId);
  const missing = lines.reduce(
    (units, one) => units + Math.max(0, claimedUnits(order, one) - sum(outputsOf(order, one))),
    0,
  );
  return missing > claimOf(order, line).explained;
}

function partsOf(outputs: readonly InvoicedPart[], units: number, settled: Instant | null): InvoicedPart[] {
  const parts: InvoicedPart[] = [];
  let missing = units;
  for (const { at, quantity } of outputs) {
    if (missing > 0) parts.push({ at, quantity: Math.min(quantity, missing) });
    missing -= Math.min(quantity, missing);
  }
  return missing > 0 && settled !== null ? [...parts, { at: settled, quantity: missing }] : parts;
}

function settledAt(order: Order, line: OrderLine, isInvoiced: boolean): Instant {
  const outputs = order.invoices.filter(({ type }) => type === 'Output');
  const naming = outputs.filter((invoice) => unitsOn(invoice, line) > 0);
  const relevant = isInvoiced
    ? outputs.filter((one) => naming.includes(one) || isVagueIn(order, one))
    : naming;
  return latestIssue(order, relevant);
}

/** A stock count later than this saw the goods gone, so without an instant the later guess is the safe one. */
function latestIssue(order: Order, invoices: readonly Invoice[]): Instant {
  const known = invoices.flatMap((invoice) => invoice.issuedAt ?? []).sort();
  const latest = known[known.length - 1];
  if (latest !== undefined && known.length === invoices.length) return latest;
  const fallback = order.invoicedAt ?? order.changedAt ?? UNKNOWN_INVOICE_TIME;
  return latest !== undefined && latest > fallback ? latest : fallback;
}

function sum(items: readonly { quantity: number }[]): number {
  return items.reduce((units, { quantity }) => units + quantity, 0);
}
