import type { Position } from '@holdfast/node/core/position';
import { z } from 'zod';
import type { GatewayWrites } from '../postgres/gateway-writes';
import { ROWS_PATH } from './inventory-paths';
import type { RawVtex } from './raw-vtex';

const rows = z.array(z.looseObject({ totalQuantity: z.number() }));

/**
 * Names a state of a position's stock: VTEX's total and how many writes came through the gateway. What is reserved is
 * not in it, since it moves with every sale. Null where the answer has no total.
 */
export function etagOf(answer: unknown, writes: number): string | null {
  const parsed = rows.safeParse(answer);
  if (!parsed.success) return null;
  return `"${parsed.data.map(({ totalQuantity }) => totalQuantity).join('+')}.${writes}"`;
}

export type Match =
  /** `expected` writes must still be all. Null: nothing is expected. */
  { kind: 'matches'; expected: number | null } | { kind: 'differs' } | { kind: 'not-known' };

/** Whether `If-Match` names the position as it is now. */
export async function matches(
  { vtex, writes }: { vtex: RawVtex; writes: GatewayWrites },
  position: Position,
  ifMatch: string,
): Promise<Match> {
  if (ifMatch.trim() === '*' || ifMatch.trim() === '') return { kind: 'matches', expected: null };
  const expected = await writes.count(position);
  const answer = await vtex({ endpoint: { method: 'GET', path: ROWS_PATH }, ids: { ...position } });
  const tag = answer.kind === 'answer' && answer.status === 200 ? etagOf(answer.body, expected) : null;
  if (tag === null) return { kind: 'not-known' };
  const named = [...ifMatch.matchAll(/"[^"]*"/g)].map(([one]) => one);
  return named.includes(tag) ? { kind: 'matches', expected } : { kind: 'differs' };
}
