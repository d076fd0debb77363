import type { decidedMany } from '@holdfast/node/api/schemas/decision';
import type { deliveryPage } from '@holdfast/node/api/schemas/delivery';
import type { logPage } from '@holdfast/node/api/schemas/log';
import type { me } from '@holdfast/node/api/schemas/me';
import type { orderDetail, orderPage } from '@holdfast/node/api/schemas/order';
import type { overview } from '@holdfast/node/api/schemas/overview';
import type { planPage } from '@holdfast/node/api/schemas/plan';
import type { positionDetail, positionPage } from '@holdfast/node/api/schemas/position';
import type {
  reconciliation,
  reconciliationList,
  reconciliationSummary,
  repaired,
} from '@holdfast/node/api/schemas/reconciliation';
import type { series } from '@holdfast/node/api/schemas/series';
import type { connectorCheck, settings } from '@holdfast/node/api/schemas/settings';
import type { sweepProgress } from '@holdfast/node/api/schemas/sweep';
import type { z } from 'zod';
import type { DeliveryPage } from './delivery';
import type { LogPage } from './log';
import type { Me } from './me';
import type { OrderDetail, OrderPage } from './order';
import type { Overview, Series } from './overview';
import type { Decisions, PlanPage } from './plan';
import type { PositionDetail, PositionPage } from './position';
import type { Reconciliation, ReconciliationList, ReconciliationSummary, Repairs } from './reconciliation';
import type { ConnectorCheck, Settings, SweepProgress } from './settings';

/**
 * The panel ships alone to VTEX, so it has types of its own. The type check reads this file: it fails where the
 * API no longer answers what a page relies on.
 */
function answers<Api extends Ours, Ours>(name: string): string {
  return name as string & { api?: Api; ours?: Ours };
}

test('what the API answers is what the panel reads', () => {
  const names = [
    answers<z.infer<typeof overview>, Overview>('overview'),
    answers<z.infer<typeof series>, Series>('series'),
    answers<z.infer<typeof logPage>, LogPage>('log'),
    answers<z.infer<typeof orderPage>, OrderPage>('orders'),
    answers<z.infer<typeof orderDetail>, OrderDetail>('order'),
    answers<z.infer<typeof positionPage>, PositionPage>('positions'),
    answers<z.infer<typeof positionDetail>, PositionDetail>('position'),
    answers<z.infer<typeof planPage>, PlanPage>('recommendations'),
    answers<z.infer<typeof decidedMany>, Decisions>('decisions'),
    answers<z.infer<typeof deliveryPage>, DeliveryPage>('deliveries'),
    answers<z.infer<typeof settings>, Settings>('settings'),
    answers<z.infer<typeof me>, Me>('me'),
    answers<z.infer<typeof connectorCheck>, ConnectorCheck>('connector check'),
    answers<z.infer<typeof sweepProgress>, SweepProgress>('sweep'),
    answers<z.infer<typeof reconciliationList>, ReconciliationList>('reconciliations'),
    answers<z.infer<typeof reconciliationSummary>, ReconciliationSummary>('reconciliation begun'),
    answers<z.infer<typeof reconciliation>, Reconciliation>('reconciliation'),
    answers<z.infer<typeof repaired>, Repairs>('repairs'),
  ];
  expect(new Set(names).size).toBe(18);
});
