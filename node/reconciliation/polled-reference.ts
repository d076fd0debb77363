import { type Position, positionKey } from '../core/position';
import { polledLevel } from '../counts/level-reference';

/**
 * The reference of a level that was read and not sent: the position, how far the ERP is from what follows from
 * VTEX, and the count that was applied last. Reading the same again is then the same count, however sales have
 * moved the level since; and the same distance after it was set once is another one.
 */
export function polledReference(position: Position, apart: number, lastApplied: string | null): string {
  const chain = lastApplied === null ? '' : `/${shortOf(lastApplied)}`;
  return polledLevel(`${shortOf(positionKey(position))}/${apart > 0 ? '+' : ''}${apart}${chain}`);
}

/** 64 bits of FNV-1a: two references of one position must differ, which is no matter of secrecy. */
function shortOf(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
  return hash.toString(16).padStart(16, '0');
}
