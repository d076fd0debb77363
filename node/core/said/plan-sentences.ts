import { positionName } from '../gate/sentence-parts';
import type { Position } from '../position';

type Decision = Position & { who: string };

/** What became of plans; what a plan itself says is in `plan-said`. */
export const PLAN_SENTENCES = {
  'plan.no-stock': (position: Position) =>
    `VTEX keeps no stock of ${positionName(position)}: nothing to plan.`,
  'plan.taken-back': () => 'The plan was not run: the mode is recommend by now, and it waits for a person.',
  'plan.superseded': () =>
    'The approved plan was not run: the facts have changed since, and it was planned again.',
  'plan.approved': ({ who, ...position }: Decision) =>
    `${who} approved the plan for ${positionName(position)}.`,
  'plan.dismissed': ({ who, ...position }: Decision) =>
    `${who} dismissed the plan for ${positionName(position)}.`,
};
