import type { ErpConnector } from '../clients/erp/connector';
import { instantOfMs } from '../core/instant';
import { type Position, positionKey } from '../core/position';
import type { ChainServices } from '../middlewares/chain-services';
import { type Level, UNHEARD_MS } from './level-as-count';
import { recordBesideErp } from './record-beside-erp';

export type LevelReading =
  /** There is no ERP, or none that can be asked. */
  { kind: 'none' } | { kind: 'read'; levels: Level[] } | { kind: 'failed'; message: string };

type LevelServices = Pick<ChainServices, 'store' | 'now'>;

/**
 * Asks the ERP for its stock of some positions. Minutes may pass before the last of them is looked at, and what the
 * ERP is told meanwhile was not in its books when it answered: so what it was told is read first.
 */
export async function readLevels(
  services: LevelServices,
  connector: Pick<ErpConnector, 'readStock'> | null,
  positions: readonly Position[],
): Promise<LevelReading> {
  if (connector?.readStock === undefined) return { kind: 'none' };
  const booked = new Map<string, ReadonlySet<string>>();
  for (const position of positions) booked.set(positionKey(position), await bookedNow(services, position));
  const reading = await connector.readStock(positions);
  if (reading.kind === 'failed') return { kind: 'failed', message: reading.message };
  const levels = reading.stock.flatMap((stock) => {
    const bookedThen = booked.get(positionKey(stock.position));
    return bookedThen === undefined ? [] : [{ ...stock, bookedThen }];
  });
  return { kind: 'read', levels };
}

/** Taken for booked: it was told of them. As far back as a level is ever turned, and as long again. */
async function bookedNow(services: LevelServices, position: Position): Promise<ReadonlySet<string>> {
  const countedAt = instantOfMs(services.now());
  const known = await services.store.knownAtPosition(position);
  const { record } = await recordBesideErp(services, position, {
    known,
    stock: { position, onHand: null, countedAt, reservations: null },
    since: instantOfMs(services.now() - 2 * UNHEARD_MS),
  });
  return new Set(record.filter(({ erp }) => erp?.hasLeft).map(({ lockId }) => lockId));
}
