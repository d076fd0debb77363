import type { Instant } from '../instant';
import { activeOf } from './active';
import { countedAway } from './count-quantity';
import { type Deductions, sortDeductions } from './deductions';
import type { GateInput } from './gate-input';
import type { Hold } from './holds';
import { asOnHand } from './lacked-units';
import type { Attention, GatePlan } from './plan';
import { type Group, groupByAcknowledgement, type Judged, judge, keptOf } from './standing';
import { seenUpToOf } from './stock-count';

/** Everything the decision looks at, derived once. */
export interface View {
  input: GateInput;
  judged: Judged[];
  /** Acknowledged ones, oldest first. */
  groups: Group[];
  deductions: Deductions;
  attentions: Attention[];
}

export function viewOf(given: GateInput, attentions: Attention[] = []): View {
  const judged = judge(activeOf(given.reading), given.orders);
  const input = asOnHand(given, judged);
  const deducted = [...input.deducted, ...countedAway(input, judged)];
  return {
    input,
    judged,
    groups: groupByAcknowledgement(judged),
    deductions: sortDeductions(deducted, judged),
    attentions,
  };
}

/**
 * A total that is set anew from a count sells whatever is on the shelf and reserved by nobody: a count waits until all
 * that is missing is accounted for. A release only takes out what it names, and goes on.
 */
export function withoutCount(view: View): View {
  return viewOf({ ...view.input, count: null }, view.attentions);
}

export function common({ input, groups, attentions }: View) {
  const { position, balance } = input.reading;
  const { totalQuantity, reservedQuantity } = balance;
  const kept = keptOf(groups, input.count && seenUpToOf(input.count));
  return { position, totalQuantity, reservedQuantity, kept, attentions };
}

/** Nothing to send. */
export function quiet(view: View): GatePlan {
  if (view.attentions.length > 0) return attention(view, view.attentions);
  const { count } = view.input;
  return { kind: 'nothing', ...common(view), ...(count === null ? {} : { count }) };
}

export function attention(view: View, attentions: Attention[]): GatePlan {
  return { kind: 'attention', ...common(view), attentions };
}

export function hold(view: View, why: Hold & { unreadableSince?: Instant }): GatePlan {
  return { kind: 'hold', ...common(view), ...why, count: view.input.count };
}
