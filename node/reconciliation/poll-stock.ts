import type { ErpConnector } from '../clients/erp/connector';
import type { Position } from '../core/position';
import { expectedOnHand } from '../core/reconciliation/on-hand-account';
import { quote, say, together } from '../core/said/say';
import { countsOf, lastApplied } from '../counts/counts-of';
import { takeCount } from '../counts/receive-count';
import type { ChainServices } from '../middlewares/chain-services';
import { failureEntry, sayFailure } from '../middlewares/outcome';
import { nextOfRound } from '../store/position-round';
import type { LogEntry } from '../store/sync-log';
import { type Level, levelAsCount } from './level-as-count';
import { polledReference } from './polled-reference';
import { readLevels } from './read-levels';
import { recordBesideErp } from './record-beside-erp';

export type PollServices = ChainServices & { connector: Pick<ErpConnector, 'readStock'> };

export interface PollSummary {
  /** Positions whose level was read, and counts taken of them. */
  read: number;
  taken: number;
  /** Why it stopped early, in a sentence; null when it did not. */
  stoppedBy: string | null;
}

export interface PollOptions {
  /** Of one run; the next goes on there. One call to VTEX each. */
  maxPositions?: number;
}

const MAX_POSITIONS = 200;
/** Asked of the ERP in one go. */
const BATCH = 50;

/**
 * Reads the ERP's stock levels of the positions that Holdfast knows. A level that follows from VTEX's total and the
 * reservations between the two says nothing new, whatever it was before. Any other is taken as a count, turned
 * back to before anything that may be unheard of, and passes the gate like one that the ERP had sent.
 */
export async function pollStock(
  services: PollServices,
  { maxPositions = MAX_POSITIONS }: PollOptions = {},
): Promise<PollSummary> {
  const summary: PollSummary = { read: 0, taken: 0, stoppedBy: null };
  const round = await nextOfRound(services.store, 'erp-poll', 'any', maxPositions);
  for (let from = 0; from < round.positions.length && summary.stoppedBy === null; from += BATCH) {
    const batch = round.positions.slice(from, from + BATCH);
    const reading = await readLevels(services, services.connector, batch);
    if (reading.kind === 'none') return summary;
    if (reading.kind === 'failed') {
      summary.stoppedBy = reading.message;
      const sentence = together(say('stock.not-read'), quote(reading.message));
      await services.store.appendLog([{ kind: 'listener', outcome: 'retry', ...sentence }]);
      return summary;
    }
    for (const level of reading.levels) await lookAtLevel(services, level, summary);
  }
  if (summary.stoppedBy === null) await round.done();
  return summary;
}

async function lookAtLevel(services: PollServices, stock: Level, summary: PollSummary): Promise<void> {
  const { position, onHand } = stock;
  if (onHand === null || summary.stoppedBy !== null) return;
  const { store, vtex } = services;
  // Before VTEX's total: what moves in between only makes a count that finds nothing to change.
  const known = await store.knownAtPosition(position);
  const { record } = await recordBesideErp(services, position, { known, stock });
  const balance = await vtex.getBalance(position);
  if (!balance.ok) {
    await store.appendLog([failureEntry(balance.failure, { ...position })]);
    summary.stoppedBy = sayFailure(balance.failure);
    return;
  }
  summary.read += 1;
  if (balance.value === null || balance.value.isUnlimited) return;
  const expected = expectedOnHand({ store: { ...balance.value, held: [], ended: [] }, record });
  if (onHand !== expected) await takeLevel(services, { ...stock, onHand }, onHand - expected, summary);
}

async function takeLevel(
  services: PollServices,
  stock: Level & { onHand: number },
  apart: number,
  summary: PollSummary,
): Promise<void> {
  const { position } = stock;
  const count = await levelAsCount(services, stock);
  if (count === null) return;
  const applied = lastApplied(await countsOf(services.store, position));
  const reference = polledReference(position, apart, applied?.count.reference ?? null);
  const taken = await takeCount(services, { position, ...count, reference });
  // The same as was read before: it waits for its turn or for a person, or a person has said no to it.
  if (taken.kind === 'older' || !taken.isNew) return;
  summary.taken += 1;
  await services.store.appendLog([takenEntry(position, stock.onHand, apart)]);
}

function takenEntry({ skuId, warehouseId }: Position, onHand: number, apart: number): LogEntry {
  const level = { skuId, warehouseId, onHand, apart: Math.abs(apart) };
  const sentence = say(apart > 0 ? 'stock.more' : 'stock.less', level);
  return { kind: 'listener', outcome: 'ok', ...sentence, skuId, warehouseId };
}
