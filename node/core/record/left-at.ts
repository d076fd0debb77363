import type { Instant } from '../instant';
import { claimOf, firstUnitsOf } from '../order/claim';
import { type InvoicedPart, leftOfLine, UNKNOWN_INVOICE_TIME } from '../order/left';
import type { Order, OrderLine } from '../order/order';
import { orderStatusMeaning } from '../order/order-status';
import { isOwnLine, type Place } from './places';
import type { Source } from './shares';

/** What left of one place of an order. */
export interface LeftAt {
  /** Nothing more leaves from here. */
  isSettled: boolean;
  /** Units (of the part, for a kit's part) that left; while not settled, what is known to have. */
  units: number;
  /** Units that may have left at most: returns not taken off. */
  atMost: number;
  /** `units` by moment, oldest first. */
  parts: InvoicedPart[];
  /** When the last of them left; null while not settled. */
  invoicedAt: Instant | null;
  /** An Output invoice names a line of it, or may have meant one. */
  isTouched: boolean;
  /** Why the number may be smaller (it is the largest that may be true); null when it is certain. */
  doubt: LeftDoubt | null;
}

export type LeftDoubt =
  /** Invoices name fewer units than the order claims, and no change says why. */
  | 'short'
  /** Nobody can tell from which warehouse the units left: each counts with its full allocation. */
  | 'split'
  /** The lock holds units that nothing in the order explains. */
  | 'unexplained';

/**
 * How many units left a place, counted from the order and by allocation; `listedQuantity` (what VTEX reserves there)
 * only tells what the order cannot: how many units of an unnamed part are in a kit, and whether more is reserved than
 * the order explains. Such a place is settled with the whole order.
 */
export function leftAt(order: Order, place: Place, listedQuantity: number | null): LeftAt {
  const quantity = listedQuantity ?? place.heldQuantity;
  const each = place.sources.map((source) =>
    leftOfSource(order, source, unnamedUnits(order, place, quantity)),
  );
  const all = each.reduce(plus);
  const unexplained = unexplainedUnits(order, place, quantity);
  return unexplained === 0 ? all : withWholeOrder(order, all, unexplained);
}

/** Units (of the part, for a kit's part) that the order claims at the place; null where a kit's parts are not numbered. */
export function claimAt(order: Order, { sources }: Place): number | null {
  let claim = 0;
  for (const { line, units, isWhole, part } of sources) {
    const perUnit = part === undefined ? 1 : part.quantityPerKit;
    if (perUnit === null) return null;
    const { units: claimed } = claimOf(order, line);
    claim += (isWhole ? claimed : units + beyondAllocated(line, claimed)) * perUnit;
  }
  return claim;
}

/**
 * What the lock holds here beyond everything whose number the order tells: the parts whose number in a kit it does not.
 * Units that were added since may not be in it, so of a line no more is taken off than it was placed with.
 */
function unnamedUnits(order: Order, { sources }: Place, quantity: number | null): number | null {
  if (quantity === null) return null;
  const named = sources.filter(({ part }) => part === undefined || part.quantityPerKit !== null);
  return Math.max(0, quantity - named.reduce((units, source) => units + lockedUnits(order, source), 0));
}

function lockedUnits(order: Order, source: Source): number {
  const first = source.part === undefined ? firstUnitsOf(order, source.line.skuId) : null;
  return Math.min(mostUnits(order, source), first ?? Number.POSITIVE_INFINITY);
}

function plus(a: LeftAt, b: LeftAt): LeftAt {
  const isSettled = a.isSettled && b.isSettled;
  return {
    isSettled,
    units: a.units + b.units,
    atMost: a.atMost + b.atMost,
    parts: [...a.parts, ...b.parts].sort((one, other) =>
      one.at < other.at ? -1 : one.at > other.at ? 1 : 0,
    ),
    invoicedAt: isSettled ? later(a.invoicedAt, b.invoicedAt) : null,
    isTouched: a.isTouched || b.isTouched,
    doubt: a.doubt ?? b.doubt,
  };
}

function leftOfSource(order: Order, source: Source, quantity: number | null): LeftAt {
  const { line, units, isWhole, part } = source;
  const left = leftOfLine(order, line);
  const { isSettled, invoicedAt, isTouched } = left;
  const isSplit = !isWhole && left.units > 0 && left.units !== allocatedUnits(line);
  const mayHaveLeft = units + beyondAllocated(line, left.units);
  const here = isWhole ? left.units : isSplit && !isSettled ? 0 : left.units > 0 ? mayHaveLeft : 0;
  const doubt = isSplit && isSettled ? ('split' as const) : left.isShort ? ('short' as const) : null;
  const base = { isSettled, invoicedAt, isTouched, doubt };
  const most = isWhole ? left.atMost : Math.max(here, Math.min(units, left.atMost));
  if (part === undefined) {
    const parts = isWhole ? left.parts : atOnce(here, invoicedAt);
    return { units: here, atMost: most, parts, ...base };
  }
  const inParts = (kits: number) => partUnits(order, line, kits, { units, ...part, quantity });
  return { units: inParts(here), atMost: inParts(most), parts: atOnce(inParts(here), invoicedAt), ...base };
}

function allocatedUnits({ allocations }: OrderLine): number {
  return allocations.reduce((sum, one) => sum + Math.max(0, one.quantity), 0);
}

/** Units of a line from several warehouses that were added without saying from which: they may be any one's. */
function beyondAllocated(line: OrderLine, units: number): number {
  return Math.max(0, units - allocatedUnits(line));
}

/**
 * Part units in proportion to the kits that left. Where VTEX does not say how many units a kit has, the lock's units
 * are shared out over the kits it was made for. Rounded up: taking out too many only undersells.
 */
function partUnits(
  order: Order,
  line: OrderLine,
  kits: number,
  of: { units: number; quantityPerKit: number | null; quantity: number | null },
): number {
  if (kits === 0) return 0;
  if (of.quantityPerKit !== null) return kits * of.quantityPerKit;
  const locked = Math.max(1, firstUnitsOf(order, line.skuId) ?? of.units);
  return Math.ceil(((of.quantity ?? of.units) * kits) / locked);
}

function atOnce(quantity: number, at: Instant | null): InvoicedPart[] {
  return quantity > 0 && at !== null ? [{ at, quantity }] : [];
}

/** Units of the lock here that the order's lines, as placed or as they are, do not account for. */
function unexplainedUnits(
  order: Order,
  { sources, lockId, isLocked }: Place,
  quantity: number | null,
): number {
  if (quantity === null || !isLocked) return 0;
  // The lock was read: what it holds everywhere is known, and no kit hides in it.
  if (order.memory.held.some((one) => one.lockId === lockId)) return 0;
  const others = order.lines.filter((line) => isOwnLine(line) && !sources.some((one) => one.line === line));
  if (others.length === 0) return 0;
  const explained = sources.reduce((units, source) => units + mostUnits(order, source), 0);
  return Math.max(0, quantity - explained);
}

/** More is reserved here than the order explains, and the lock was never asked. */
export function hasUnexplained(order: Order, place: Place, listedQuantity: number): boolean {
  return unexplainedUnits(order, place, listedQuantity) > 0;
}

function mostUnits(order: Order, { line, units, isWhole, part }: Source): number {
  const change = order.changes.find(({ skuId }) => skuId === line.skuId);
  const first = firstUnitsOf(order, line.skuId) ?? units + (change?.removed ?? 0);
  const most = isWhole ? Math.max(units, first) : units;
  if (part === undefined) return most;
  return part.quantityPerKit === null ? Number.POSITIVE_INFINITY : most * part.quantityPerKit;
}

/** A kit of the order may stand behind it: settled with all of the order, and then all of it left. */
function withWholeOrder(order: Order, left: LeftAt, unexplained: number): LeftAt {
  const lines = order.lines.filter((line) => line.quantity > 0).map((line) => leftOfLine(order, line));
  const isSettled = left.isSettled && lines.every((one) => one.isSettled);
  const isTouched = left.isTouched || lines.some((one) => one.isTouched);
  if (!isSettled) return { ...left, isSettled, isTouched, invoicedAt: null };
  const at = lines.reduce<Instant | null>((last, one) => later(last, one.invoicedAt), left.invoicedAt);
  const invoicedAt = at ?? UNKNOWN_INVOICE_TIME;
  const parts = [...left.parts, { at: invoicedAt, quantity: unexplained }];
  const doubt = left.doubt ?? 'unexplained';
  const units = left.units + unexplained;
  return { isSettled, isTouched, units, atMost: units, parts, invoicedAt, doubt };
}

function later(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}

/** Canceled, or replaced by another order, after an Output invoice: what became of those units only a person knows. */
export function isUndone(order: Order, left: LeftAt): boolean {
  return orderStatusMeaning(order.status).implies === 'canceled' && left.isTouched && !left.isSettled;
}
