import type { Instant } from '../instant';
import type { GateInput } from './gate-input';
import type { GatePlan } from './plan';
import { common, quiet, type View } from './view';

/** The lead time that an update sends: leaving it out would set it to 0. */
export function leadTimeOf({ count, reading }: Pick<GateInput, 'count' | 'reading'>): string {
  const named = count?.leadTime ?? null;
  const { leadTime } = reading.balance;
  // Written otherwise, it would seem to differ for ever.
  return named === null || secondsOf(named) === secondsOf(leadTime) ? leadTime : named;
}

/**
 * A count names another lead time, or a limit where VTEX has none. VTEX takes an update with the same quantity only
 * where something is reserved ("Updating the quantity of items in inventory": it has to differ from what is available),
 * so that a lead time alone waits for the next update where nothing is.
 */
export function changesTerms({ input }: View): boolean {
  const { balance } = input.reading;
  if (balance.isUnlimited) return true;
  return leadTimeOf(input) !== balance.leadTime && balance.reservedQuantity !== 0;
}

/** Stock without a limit is nobody's to count, unless a count names the limit. */
export function staysUnlimited({ reading, count }: GateInput): boolean {
  return reading.balance.isUnlimited && count?.unlimited !== false;
}

export function asksForNoLimit({ count }: GateInput): boolean {
  return count?.unlimited === true;
}

/** The update that takes the limit away. It releases nothing, and the total says nothing from then on. */
export function planNoLimit(view: View, watermark: Instant): GatePlan {
  const { input } = view;
  if (input.reading.balance.isUnlimited) return quiet(view);
  const update = {
    quantity: input.reading.balance.totalQuantity,
    dateUtcOnBalanceSystem: watermark,
    leadTime: leadTimeOf(input),
    unlimitedQuantity: true,
  };
  const evidence = common(view);
  const none = { releases: [], unreserved: [], returnedQuantity: 0, closedDeductions: [], retryAt: null };
  return {
    kind: 'remove',
    ...evidence,
    ...none,
    update,
    dependsOnWatermark: evidence.kept.length > 0,
    count: input.count,
  };
}

const LEAD_TIME = /^(?:(\d{1,8})\.)?(\d{1,3}):(\d{1,2}):(\d{1,2})(?:\.\d{1,7})?$/;

/** `dd.hh:mm:ss` in seconds; null when it is none. VTEX takes hours beyond a day for days: `78:00:00` is 78 of them. */
export function secondsOf(leadTime: string): number | null {
  const found = LEAD_TIME.exec(leadTime.trim());
  if (!found) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const isOfDays = hours >= 24 && days === 0;
  const allHours = isOfDays ? hours * 24 : days * 24 + hours;
  return (allHours * 60 + minutes) * 60 + seconds;
}
