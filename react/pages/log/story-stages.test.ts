import type { LogEntry } from '../../api/types/log';
import { relatedTo, stagesOf } from './story-stages';

function entry(id: string, kind: LogEntry['kind'], over: Partial<LogEntry> = {}): LogEntry {
  return {
    id,
    at: `2026-11-21T13:50:0${id}.000Z`,
    kind,
    outcome: 'ok',
    message: '',
    said: null,
    orderId: null,
    skuId: null,
    warehouseId: null,
    planId: null,
    deliveryId: null,
    durationMs: null,
    detail: null,
    ...over,
  };
}

test('lines stand in their stage, oldest first, each once', () => {
  const opened = entry('3', 'plan');
  const stages = stagesOf(opened, [
    entry('5', 'delivery'),
    opened,
    entry('4', 'update'),
    entry('2', 'reservation'),
    entry('1', 'notification'),
    entry('6', 'admin'),
  ]);
  const ids = Object.values(stages).map((entries) => entries.map(({ id }) => id));
  expect(Object.keys(stages)).toEqual(['received', 'decided', 'sent']);
  expect(ids).toEqual([
    ['1', '6'],
    ['2', '3'],
    ['4', '5'],
  ]);
});

test('a plan’s line is told by its plan, an order’s by its order, any other alone', () => {
  expect(relatedTo(entry('1', 'plan', { planId: 'p', orderId: 'o' }))).toEqual({ planId: 'p' });
  expect(relatedTo(entry('1', 'order', { orderId: 'o' }))).toEqual({ orderId: 'o' });
  expect(relatedTo(entry('1', 'listener'))).toBeNull();
});
