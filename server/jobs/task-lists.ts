import type { TaskList } from 'graphile-worker';
import { z } from 'zod';
import { jobTask } from './job-edge';
import type { JobServices } from './job-services';
import { taskName } from './task-names';
import { deliver, deliverPayload } from './tasks/deliver';
import { backfill, drainFeed, keepListening, redispatch, sweep } from './tasks/listen';
import { lookAtOrder, lookAtOrderPayload } from './tasks/look-at-order';
import { lookAtOrders, lookAtOrdersPayload } from './tasks/look-at-orders';
import { planPosition, planPositionPayload } from './tasks/plan-position';
import { pollErp } from './tasks/poll-erp';
import { reconcile, reconcilePayload } from './tasks/reconcile';
import { tidy } from './tasks/tidy';

/** Graphile's crontab puts its own fields into the payload of these. */
const anything = z.unknown();

/** Everything about the store. */
export function storeTasks(services: JobServices): TaskList {
  const { account } = services;
  return {
    [taskName('look-at-orders', account)]: jobTask(
      services,
      'look-at-orders',
      lookAtOrdersPayload,
      lookAtOrders,
    ),
    [taskName('look-at-order', account)]: jobTask(services, 'look-at-order', lookAtOrderPayload, lookAtOrder),
    [taskName('plan-position', account)]: jobTask(
      services,
      'plan-position',
      planPositionPayload,
      planPosition,
    ),
    [taskName('drain-feed', account)]: jobTask(services, 'drain-feed', anything, drainFeed),
    [taskName('keep-listening', account)]: jobTask(services, 'keep-listening', anything, keepListening),
    [taskName('sweep', account)]: jobTask(services, 'sweep', anything, sweep),
    [taskName('backfill', account)]: jobTask(services, 'backfill', anything, backfill),
    [taskName('redispatch', account)]: jobTask(services, 'redispatch', anything, redispatch),
    [taskName('tidy', account)]: jobTask(services, 'tidy', anything, tidy),
    [taskName('reconcile', account)]: jobTask(services, 'reconcile', reconcilePayload, reconcile),
  };
}

/** Orders that may be made up. */
export function newOrderTasks(services: JobServices): TaskList {
  const task = jobTask(services, 'look-at-new-order', lookAtOrderPayload, lookAtOrder);
  return { [taskName('look-at-new-order', services.account)]: task };
}

/** What talks to the ERP. */
export function erpTasks(services: JobServices): TaskList {
  const { account } = services;
  return {
    [taskName('deliver', account)]: jobTask(services, 'deliver', deliverPayload, deliver),
    [taskName('poll-erp', account)]: jobTask(services, 'poll-erp', anything, pollErp),
  };
}
