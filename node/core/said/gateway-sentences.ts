import { positionName, unitsOf } from '../gate/sentence-parts';
import type { Instant } from '../instant';
import type { Position } from '../position';

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
  'gateway.wrote': ({ caller, quantity, trueAt, ...position }: WrittenByCaller & { trueAt: Instant }) =>
    `${caller} wrote ${quantity} for ${positionName(position)}, taken as true at ${trueAt}.`,
  'gateway.date-not-believed': () =>
    'Its dateUtcOnBalanceSystem lies in the future or too far back and counts for nothing: the time of the request does.',
  'gateway.older': ({ other, otherQuantity, otherAt }: OtherWord) =>
    `It is older than what ${other} said (${otherQuantity}, true at ${otherAt}), and changes nothing.`,
  'gateway.takes-place': ({ other, otherQuantity, otherAt }: OtherWord) =>
    `It takes the place of what ${other} said (${otherQuantity}, true at ${otherAt}), which was not sent yet.`,
  'gateway.went-through': ({ caller, quantity, ...position }: WrittenByCaller) =>
    `${caller} wrote ${quantity} for ${positionName(position)}, straight to VTEX (shadow mode).`,
  'gateway.refused': ({ code }: { code: number }) => `VTEX refused it (${code}).`,
  'gateway.no-answer': () => 'VTEX gave no answer: it may have been carried out.',
  'gateway.discarded': ({ units, names }: { units: number; names: string[] }) =>
    `It discarded ${unitsOf(units)} of open reservations: ${names.join(', ')}.`,
  'gateway.discarded-nothing': () => 'It discarded no open reservation.',
  'gateway.not-looked': () =>
    'The position could not be read before it went through: what it discarded is not known.',
  'gateway.would-send': ({ total }: { total: number }) => `The gate would have sent ${total}.`,
  'gateway.would-wait': () => 'The gate would have waited.',
  'gateway.would-ask': () => 'The gate would have asked a person.',
  'gateway.would-do-nothing': () => 'The gate would have sent nothing.',
  'gateway.past-us': ({ before, now, ...position }: Position & { before: number; now: number }) =>
    `Somebody wrote the total of ${positionName(position)} and not through Holdfast: ${before} became ${now}.`,
  'gateway.past-us-same': (position: Position) =>
    `Somebody wrote the stock of ${positionName(position)} and not through Holdfast.`,
};
