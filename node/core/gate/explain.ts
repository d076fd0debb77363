import { sumOfQuantities } from './active';
import type { GatePlan, Kept } from './plan';
import { momentOf, orderName, orderNames, positionName, unitsOf } from './sentence-parts';

type Removal = Extract<GatePlan, { kind: 'remove' }>;

/** What a plan means, in sentences a warehouse manager understands; its attentions follow, one sentence each. */
export function explainPlan(plan: GatePlan): string {
  const attentions = plan.attentions.map((one) => one.message);
  return [...sentencesOf(plan), ...attentions].join(' ');
}

function sentencesOf(plan: GatePlan): string[] {
  const where = positionName(plan.position);
  switch (plan.kind) {
    case 'remove':
      return [explainRemoval(plan)];
    case 'hold':
      return [`Nothing is sent for ${where} yet.`, plan.message];
    case 'attention':
      return [`${where} needs a person.`];
    case 'nothing':
      return [`Nothing to do for ${where}.`];
  }
}

/** What is taken out, given back and kept: the one place that tells of a removal in prose. */
export function explainRemoval(plan: Removal): string {
  const where = positionName(plan.position);
  const invoiced = plan.releases.filter((one) => one.because === 'invoiced');
  const canceled = plan.releases.filter((one) => one.because === 'canceled');
  const { unreserved, setAside = [], returnedQuantity, count } = plan;
  const aside = setAside.filter(({ quantity }) => quantity > 0);
  const left = invoiced.reduce((units, one) => units + one.leftQuantity, 0);
  return [
    invoiced.length > 0 && `${unitsOf(left)} of ${where} left with ${orderNames(invoiced)}.`,
    unreserved.length > 0 &&
      `${unitsOf(sumOfQuantities(unreserved))} of ${where} left without a reservation, with ${orderNames(unreserved)}.`,
    canceled.length > 0 &&
      `${unitsOf(sumOfQuantities(canceled))} of ${where} back on sale: ${orderNames(canceled)} canceled.`,
    returnedQuantity > 0 &&
      `${unitsOf(returnedQuantity)} of ${where} back in the total: held for orders that are now canceled, or sent less.`,
    count && `${unitsOf(count.onHand)} of ${where} counted at ${momentOf(count.countedAt)}.`,
    aside.length > 0 &&
      `${unitsOf(sumOfQuantities(aside))} of ${where} set aside for ${orderNames(aside)}: VTEX reserves nothing for them.`,
    totalSentence(plan),
    keptSentence(plan.kept),
  ]
    .filter((sentence) => typeof sentence === 'string')
    .join(' ');
}

function totalSentence({ totalQuantity, update }: Removal): string {
  if (update.quantity === totalQuantity) return `The total stays ${totalQuantity}.`;
  return `The total goes from ${totalQuantity} to ${update.quantity}.`;
}

/** `Order C is still being handled since ..., so order D waits.` */
function keptSentence(kept: readonly Kept[]): string | null {
  const open = kept.find((one) => one.because !== 'waiting');
  const waiting = kept.filter((one) => one.because === 'waiting');
  if (!open)
    return waiting.length > 0 ? `Handled a moment ago and next in turn: ${orderNames(waiting)}.` : null;
  const name = orderName(open);
  const handled = `${name.charAt(0).toUpperCase()}${name.slice(1)} is still being handled since ${momentOf(open.acknowledgedAt)}`;
  if (waiting.length === 0) return `${handled} and stays reserved.`;
  return `${handled}, so ${orderNames(waiting)} ${waiting.length === 1 ? 'waits' : 'wait'}.`;
}
