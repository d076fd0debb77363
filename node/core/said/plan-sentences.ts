import type { Position } from '../position';
import { english } from './english';

type Decision = Position & { who: string };

/** What became of plans; what a plan itself says is in `plan-said`. */
export const PLAN_SENTENCES = {
  'plan.no-stock': english<Position>(
    'VTEX keeps no stock of SKU {skuId} in warehouse {warehouseId}: nothing to plan.',
  ),
  'plan.taken-back': english(
    'The plan was not run: the mode is recommend by now, and it waits for a person.',
  ),
  'plan.superseded': english(
    'The approved plan was not run: the facts have changed since, and it was planned again.',
  ),
  'plan.approved': english<Decision>('{who} approved the plan for SKU {skuId} in warehouse {warehouseId}.'),
  'plan.dismissed': english<Decision>('{who} dismissed the plan for SKU {skuId} in warehouse {warehouseId}.'),
};
