import type { Delivery } from '../../api/types/delivery';
import type { LogEntry } from '../../api/types/log';
import type { OrderDetail } from '../../api/types/order';
import type { ReservationStatus } from '../../api/types/words';
import { ownOf } from '../../words/own-of';

/** One moment of an order, in one of three lanes: VTEX's order, our record of its reservations, the ERP. */
export type TimelineRow = { key: string; at: string } & (
  | { lane: 'order'; status: string }
  | { lane: 'invoice'; invoiceNumber: string | null; isReturn: boolean }
  | { lane: 'reservation'; status: ReservationStatus; quantity: number; skuId: string; warehouseId: string }
  | { lane: 'erp'; delivery: Delivery; status: ReservationStatus | null }
);

/** Within one moment the order comes first, then what was derived from it, then what was told. */
const TURN = { order: 0, invoice: 0, reservation: 1, erp: 2 };

export function timelineOf(order: OrderDetail): TimelineRow[] {
  const rows = [...statusRows(order.log), ...invoiceRows(order), ...changeRows(order), ...erpRows(order)];
  return rows.sort((a, b) => {
    const [first, second] = [momentOf(a.at), momentOf(b.at)];
    if (first !== second) return first < second ? -1 : 1;
    return TURN[a.lane] - TURN[b.lane];
  });
}

/** VTEX's instants have seven digits and ours three: made equally long they compare as texts. */
function momentOf(at: string): string {
  const [whole, digits = ''] = at.replace('Z', '').split('.');
  return `${whole}.${`${digits}0000000`.slice(0, 7)}`;
}

/** Marketplace and fulfilment report the same status, and the feed repeats the hook: once is enough. */
function statusRows(log: readonly LogEntry[]): TimelineRow[] {
  const first: { [status: string]: string } = {};
  for (const { kind, at, detail } of log) {
    const status = detail?.state;
    if (kind !== 'notification' || typeof status !== 'string') continue;
    const changedAt = typeof detail?.currentChange === 'string' ? detail.currentChange : at;
    const before = ownOf(first, status);
    if (before === undefined || momentOf(changedAt) < momentOf(before)) first[status] = changedAt;
  }
  return Object.keys(first).map((status) => ({
    key: `order ${status}`,
    at: ownOf(first, status) ?? '',
    lane: 'order',
    status,
  }));
}

function invoiceRows({ reading }: OrderDetail): TimelineRow[] {
  const rows: TimelineRow[] = [];
  reading.invoices.forEach(({ issuedAt, invoiceNumber, type }, index) => {
    if (issuedAt === null) return;
    rows.push({
      key: `invoice ${index}`,
      at: issuedAt,
      lane: 'invoice',
      invoiceNumber,
      isReturn: type === 'Input',
    });
  });
  return rows;
}

function changeRows({ changes }: OrderDetail): TimelineRow[] {
  return changes.map(({ lockId, skuId, warehouseId, version, status, quantity, occurredAt }) => ({
    key: `reservation ${lockId} ${skuId} ${warehouseId} ${version}`,
    at: occurredAt,
    lane: 'reservation',
    status,
    quantity,
    skuId,
    warehouseId,
  }));
}

function erpRows({ deliveries, changes }: OrderDetail): TimelineRow[] {
  return deliveries.map((delivery) => ({
    key: `erp ${delivery.id}`,
    at: delivery.acceptedAt ?? delivery.createdAt,
    lane: 'erp',
    delivery,
    status: toldStatus(delivery, changes),
  }));
}

/** The id of a message about a reservation ends with its version: `...:v3`. */
function toldStatus(delivery: Delivery, changes: OrderDetail['changes']): ReservationStatus | null {
  const version = /v(\d+)$/.exec(delivery.id)?.[1];
  const change = changes.find(
    (one) =>
      String(one.version) === version &&
      one.skuId === delivery.skuId &&
      one.warehouseId === delivery.warehouseId &&
      delivery.id.indexOf(one.lockId) >= 0,
  );
  return change?.status ?? null;
}
