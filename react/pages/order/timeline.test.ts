import type { Delivery } from '../../api/types/delivery';
import type { LogEntry } from '../../api/types/log';
import type { OrderDetail } from '../../api/types/order';
import { timelineOf } from './timeline';

function notification(id: string, state: string, at: string): LogEntry {
  return {
    id,
    at: '2026-11-21T13:59:59.000Z',
    kind: 'notification',
    outcome: 'ok',
    message: '',
    said: null,
    orderId: 'v1',
    skuId: null,
    warehouseId: null,
    planId: null,
    deliveryId: null,
    durationMs: null,
    detail: { state, currentChange: at },
  };
}

const delivery: Delivery = {
  id: 'rsv:account:00-v1:101:main:v2',
  stream: 'order/v1',
  sequence: 1,
  type: 'holdfast.reservation.changed',
  state: 'accepted',
  attempts: 1,
  orderId: 'v1',
  skuId: '101',
  warehouseId: 'main',
  planId: null,
  occurredAt: '2026-11-21T13:50:03.0000000Z',
  createdAt: '2026-11-21T13:50:03.500Z',
  nextAttemptAt: null,
  acceptedAt: '2026-11-21T13:50:04.000Z',
  lastError: null,
};

const change = (version: number, status: 'confirmed' | 'acknowledged', occurredAt: string) => ({
  lockId: '00-v1',
  skuId: '101',
  warehouseId: 'main',
  version,
  quantity: 2,
  status,
  previousStatus: null,
  expiresAt: null,
  occurredAt,
  recordedAt: '2026-11-21T13:50:09.000Z',
});

const order: OrderDetail = {
  orderId: 'v1',
  isOver: false,
  readAt: '2026-11-21T13:50:09.000Z',
  reading: {
    origin: 'Marketplace',
    status: 'invoiced',
    isCompleted: true,
    createdAt: null,
    changedAt: null,
    invoicedAt: null,
    sellerOrderId: null,
    hasCancellationData: false,
    lines: [],
    changes: [],
    invoices: [
      { type: 'Output', invoiceNumber: '77', issuedAt: '2026-11-21T13:50:08.0000000Z', items: [] },
      { type: 'Input', invoiceNumber: null, issuedAt: null, items: [] },
    ],
  },
  reservations: [],
  changes: [
    change(1, 'confirmed', '2026-11-21T13:50:01.0000000Z'),
    change(2, 'acknowledged', '2026-11-21T13:50:03.0000000Z'),
  ],
  deliveries: [
    delivery,
    { ...delivery, id: 'other', acceptedAt: null, createdAt: '2026-11-21T13:50:05.000Z' },
  ],
  log: [
    notification('1', 'handling', '2026-11-21T13:50:03.0000000Z'),
    notification('2', 'handling', '2026-11-21T13:50:02.9999999Z'),
    notification('3', 'window-to-cancel', '2026-11-21T13:50:01.0000000Z'),
  ],
};

test('order, reservation and ERP stand in the order in which they happened', () => {
  const rows = timelineOf(order).map((row) => {
    if (row.lane === 'order') return `order ${row.status}`;
    if (row.lane === 'invoice') return `invoice ${row.invoiceNumber}`;
    return row.lane === 'reservation' ? `reservation ${row.status}` : `erp ${row.status}`;
  });
  expect(rows).toEqual([
    'order window-to-cancel',
    'reservation confirmed',
    'order handling',
    'reservation acknowledged',
    'erp acknowledged',
    'erp null',
    'invoice 77',
  ]);
});

test('within one moment the ERP comes after what it was told, whoever wrote the time down', () => {
  const atOnce = { ...delivery, acceptedAt: '2026-11-21T13:50:03.000Z' };
  const rows = timelineOf({ ...order, log: [], deliveries: [atOnce] });
  expect(rows.map(({ lane }) => lane)).toEqual(['reservation', 'reservation', 'erp', 'invoice']);
});

test('rows have keys of their own', () => {
  const keys = timelineOf(order).map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
});
