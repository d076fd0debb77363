/** References of counts that were made of an ERP's stock level, which nobody sent. */
const POLLED = 'erp-level/';
const RECONCILED = 'reconciliation-';

export const polledLevel = (rest: string) => `${POLLED}${rest}`;
export const reconciledLevel = (reconciliationId: string) => `${RECONCILED}${reconciliationId}`;

export function isOfLevel(reference: string): boolean {
  return reference.startsWith(POLLED) || reference.startsWith(RECONCILED);
}
