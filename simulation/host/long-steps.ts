/**
 * Steps of the store that write in several places: there is a middle to go wrong in, and so many times as likely as
 * others they are struck there. Conclusions of removals are few, and the longest.
 */
const LIKELIER: Readonly<Record<string, number>> = {
  changeOrder: 4,
  concludeRemoval: 15,
  recordPlan: 4,
  beginRemoval: 8,
  recordAttempt: 4,
  recordCount: 4,
  queueDeliveries: 4,
};

export const likelinessOf = (step: string) => LIKELIER[step] ?? 1;
