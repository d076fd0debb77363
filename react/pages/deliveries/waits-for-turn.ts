import type { Delivery } from '../../api/types/delivery';
import { epochOf } from '../../words/epoch';

/** Never sent though its time has come: the one before it in its stream goes first. */
export function waitsForTurn(
  { attempts, nextAttemptAt }: Pick<Delivery, 'attempts' | 'nextAttemptAt'>,
  nowMs: number,
): boolean {
  const nextMs = epochOf(nextAttemptAt);
  return attempts === 0 && nextMs !== null && nextMs < nowMs;
}
