import type { ErpStock } from '../clients/erp/connector';
import { instantOfMs, plusMs } from '../core/instant';
import type { RecordedReservation } from '../core/reconciliation/books';
import { onHandAsOf } from '../core/reconciliation/on-hand-as-of';
import type { ChainServices } from '../middlewares/chain-services';
import type { ReportLine } from '../store/reconciliation';
import { recordBesideErp } from './record-beside-erp';

/** What the ERP says of one position, with what it had been told of before it was asked. */
export interface Level extends ErpStock {
  /** LockIds of reservations that had left by its books then. */
  bookedThen: ReadonlySet<string>;
}

/**
 * Until when an order's invoice may be unheard of. The hook tells it within seconds and the feed within a minute;
 * books read at a moment are turned back so far before they are taken for a count.
 */
export const UNHEARD_MS = 5 * 60_000;

/**
 * What the ERP would have counted just before anything that may still be unheard of. Null below zero, and when the
 * ERP was told meanwhile that something left: nobody can say whether its answer was of before that.
 */
export async function levelAsCount(
  services: Pick<ChainServices, 'store' | 'now'>,
  stock: Level,
): Promise<ReportLine['count']> {
  const { position, bookedThen } = stock;
  if (stock.onHand === null) return null;
  const ours = instantOfMs(services.now());
  const countedAt = plusMs(stock.countedAt < ours ? stock.countedAt : ours, -UNHEARD_MS);
  const known = await services.store.knownAtPosition(position);
  const { record } = await recordBesideErp(services, position, { known, stock, since: countedAt });
  const isNews = ({ lockId, erp }: RecordedReservation) =>
    erp !== null && erp.status === null && erp.hasLeft && !bookedThen.has(lockId);
  if (record.some(isNews)) return null;
  const onHand = onHandAsOf(stock.onHand, record, countedAt);
  return onHand < 0 ? null : { onHand, countedAt };
}
