import { INBOUND_TOKEN } from './environment';
import type { Holdfast } from './holdfast';

export interface Count {
  onHand: number;
  reference: string;
  /** Default: now. */
  countedAt?: string;
  /** Default: `main`. */
  warehouseId?: string;
}

/** What the ERP sends after somebody has counted a shelf. */
export async function sendCount(
  { url }: Pick<Holdfast, 'url'>,
  skuId: string,
  { warehouseId = 'main', ...count }: Count,
): Promise<{ status: number; planId: string }> {
  const answer = await fetch(`${url}/_v/holdfast/erp/stock/${skuId}/${warehouseId}`, {
    method: 'PUT',
    headers: { authorization: `Bearer ${INBOUND_TOKEN}`, 'content-type': 'application/json' },
    body: JSON.stringify({ countedAt: new Date().toISOString(), ...count }),
  });
  const { planId } = (await answer.json()) as { planId: string };
  return { status: answer.status, planId };
}
