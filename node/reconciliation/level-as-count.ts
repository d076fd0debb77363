import type { ErpStock } from '../clients/erp/connector';
import { instantOfMs, plusMs } from '../core/instant';
import { onHandAsOf } from '../core/reconciliation/on-hand-as-of';
import type { ChainServices } from '../services/chain-services';
import type { ReportLine } from '../store/reconciliation';
import { recordBesideErp } from './record-beside-erp';

/**
 * Until when an order's invoice may be unheard of. The hook tells it within seconds and the feed within a minute;
 * books read at a moment are turned back so far before they are taken for a count.
 */
const UNHEARD_MS = 5 * 60_000;

/** What the ERP would have counted just before anything that may still be unheard of; null below zero. */
export async function levelAsCount(
  services: Pick<ChainServices, 'store' | 'now'>,
  stock: ErpStock,
): Promise<ReportLine['count']> {
  const { position } = stock;
  if (stock.onHand === null) return null;
  const ours = instantOfMs(services.now());
  const countedAt = plusMs(stock.countedAt < ours ? stock.countedAt : ours, -UNHEARD_MS);
  const known = await services.store.knownAtPosition(position);
  const { record } = await recordBesideErp(services, position, { known, stock, since: countedAt });
  const onHand = onHandAsOf(stock.onHand, record, countedAt);
  return onHand < 0 ? null : { onHand, countedAt };
}
