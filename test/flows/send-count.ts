import { INBOUND_TOKEN } from './environment';
import type { Holdfast } from './holdfast';

export interface Count {
  onHand: number;
  reference: string;
  /** Default: now. */
  countedAt?: string;
}

/** What the ERP sends after somebody has counted the shelf of `main`. */
export async function sendCount(
  { url }: Pick<Holdfast, 'url'>,
  skuId: string,
  count: Count,
): Promise<{ status: number; planId: string }> {
  const answer = await fetch(`${url}/_v/holdfast/erp/stock/${skuId}/main`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${INBOUND_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ countedAt: new Date().toISOString(), ...count }),
  });
  const { planId } = (await answer.json()) as { planId: string };
  return { status: answer.status, planId };
}
