import type { Instant } from '../instant';
import type { Position } from '../position';
import { english } from './english';

export interface WrittenByCaller extends Position {
  caller: string;
  quantity: number;
}

/** What another writer said of the same position. */
export interface OtherWord {
  other: string;
  otherQuantity: number;
  otherAt: Instant;
}

/** Writes of VTEX's stock by other systems: through the gateway, or past it. */
export const GATEWAY_SENTENCES = {
  'gateway.wrote': english<WrittenByCaller & { trueAt: Instant }>(
    '{caller} wrote {quantity, number} for SKU {skuId} in warehouse {warehouseId}, taken as true at {trueAt}.',
  ),
  'gateway.date-not-believed': english(
    'Its dateUtcOnBalanceSystem lies in the future or too far back and counts for nothing: the time of the request does.',
  ),
  'gateway.older': english<OtherWord>(
    'It is older than what {other} said ({otherQuantity, number}, true at {otherAt}), and changes nothing.',
  ),
  'gateway.takes-place': english<OtherWord>(
    'It takes the place of what {other} said ({otherQuantity, number}, true at {otherAt}), which was not sent yet.',
  ),
  'gateway.went-through': english<WrittenByCaller>(
    '{caller} wrote {quantity, number} for SKU {skuId} in warehouse {warehouseId}, straight to VTEX (shadow mode).',
  ),
  'gateway.refused': english<{ code: number }>('VTEX refused it ({code}).'),
  'gateway.no-answer': english('VTEX gave no answer: it may have been carried out.'),
  'gateway.discarded': english<{ units: number; names: string[] }>(
    'It discarded {units, plural, one {# unit} other {# units}} of open reservations: {names}.',
  ),
  'gateway.discarded-nothing': english('It discarded no open reservation.'),
  'gateway.not-looked': english(
    'The position could not be read before it went through: what it discarded is not known.',
  ),
  'gateway.would-send': english<{ total: number }>('The gate would have sent {total, number}.'),
  'gateway.would-wait': english('The gate would have waited.'),
  'gateway.would-ask': english('The gate would have asked a person.'),
  'gateway.would-do-nothing': english('The gate would have sent nothing.'),
  'gateway.past-us': english<Position & { before: number; now: number }>(
    'Somebody wrote the total of SKU {skuId} in warehouse {warehouseId} and not through Holdfast: {before, number} became {now, number}.',
  ),
  'gateway.past-us-same': english<Position>(
    'Somebody wrote the stock of SKU {skuId} in warehouse {warehouseId} and not through Holdfast.',
  ),
};
