import type { Delivery } from '../../../store/delivery';
import type { ConnectorHealth, DeliveryOutcome, ErpConnector, ErpStockReading } from '../connector';
import { readChange, readStockTold } from './change';
import { failureOf, type TrytonFailure } from './failure';
import { mirrorReservation } from './mirror-reservation';
import { mirrorStock } from './mirror-stock';
import { outcomeOfFailure, sentenceOf } from './outcome';
import { afterLostRaces } from './press';
import { readStock } from './read-stock';
import type { TrytonSettings } from './settings';
import { openTryton, type Tryton, type TrytonOutside } from './tryton';
import { createTurns } from './turns';

/**
 * Mirrors reservations into a Tryton 6.0 as customer shipments, over JSON-RPC. One connector for all deliveries of
 * a process: they share its session and what it remembers of products and warehouses. Never throws.
 */
export function createTrytonConnector(settings: TrytonSettings, outside: TrytonOutside): ErpConnector {
  const tryton = openTryton(settings, outside);
  const takeTurn = createTurns();
  return {
    name: 'tryton',
    async deliver(delivery) {
      try {
        const note = await takeTurn(delivery.stream, () =>
          afterLostRaces(tryton, () => carryOut(tryton, delivery)),
        );
        return { kind: 'accepted', status: 200, ...(note === null ? {} : { note }) };
      } catch (error) {
        return outcomeOf(tryton, failureOrThrow(error));
      }
    },
    async checkHealth() {
      try {
        return await healthOf(tryton);
      } catch (error) {
        return { healthy: false, reason: sentenceOf(failureOrThrow(error)) };
      }
    },
    async isThere(what) {
      try {
        return await tryton.catalogue.isThere(what);
      } catch (error) {
        failureOrThrow(error);
        return false;
      }
    },
    async readStock(positions) {
      try {
        return { kind: 'read', stock: await readStock(tryton, positions) };
      } catch (error) {
        return readingFailed(failureOrThrow(error));
      }
    },
  };
}

/** What a person may want to know of it; null when there is nothing. */
async function carryOut(tryton: Tryton, delivery: Delivery): Promise<string | null> {
  switch (delivery.type) {
    case 'holdfast.reservation.changed':
      return mirrorReservation(tryton, readChange(delivery.data));
    case 'holdfast.stock.reconciled':
      return mirrorStock(tryton, readStockTold(delivery.data), delivery.attempts);
    case 'holdfast.removal.recommended':
      return 'Tryton is not told of recommendations: it does not write stock to VTEX.';
  }
}

function outcomeOf(tryton: Tryton, failure: TrytonFailure): DeliveryOutcome {
  const outcome = outcomeOfFailure(failure);
  // What was refused may rest on a record that was replaced since it was read.
  if (outcome.kind === 'refused') tryton.catalogue.forget();
  return outcome;
}

function readingFailed(failure: TrytonFailure): ErpStockReading {
  const outcome = outcomeOfFailure(failure);
  const retryAfterMs = outcome.kind === 'retry' ? outcome.retryAfterMs : null;
  return { kind: 'failed', retryAfterMs, message: sentenceOf(failure) };
}

/** Logs in if need be and looks for what every shipment needs; says which products and warehouses were missed. */
async function healthOf(tryton: Tryton): Promise<ConnectorHealth> {
  const { context } = await tryton.catalogue.company();
  await tryton.catalogue.customer();
  await tryton.rpc.call('stock.shipment.out.search', [[], 0, 1, null], context);
  const missing = await tryton.catalogue.missing();
  if (missing.length === 0)
    return { healthy: true, note: 'Tryton answers, and lets us work with shipments.' };
  const more = missing.length > 3 ? ` And ${missing.length - 3} more like these.` : '';
  return { healthy: false, reason: `${missing.slice(0, 3).join(' ')}${more}` };
}

function failureOrThrow(error: unknown): TrytonFailure {
  const failure = failureOf(error);
  if (failure === null) throw error;
  return failure;
}
