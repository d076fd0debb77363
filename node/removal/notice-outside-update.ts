import { judgeReadBack, vanishedOf } from '../core/gate/read-back';
import type { PositionReading } from '../core/gate/reading';
import type { ChainServices } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';
import { concludeProven } from './conclude-removal';
import { orderFactsOf } from './gather-facts';
import { intentOf } from './removal-intent';

/**
 * An ERP that writes VTEX's stock itself may send just what was recommended. When the position looks exactly
 * as that update would leave it (its total, its releases gone, everything else still there), the
 * recommendation is concluded as carried out.
 */
export async function noticeOutsideUpdate(
  services: ChainServices,
  current: Plan | null,
  reading: PositionReading,
): Promise<boolean> {
  if (current === null || current.gate.kind !== 'remove') return false;
  if (current.state !== 'proposed' && current.state !== 'approved') return false;
  const { gate, planId } = current;
  if (gate.releases.length === 0) return false;
  const intent = { ...intentOf(gate), attempts: 0 };
  const ordersGone = await orderFactsOf(services, reading.position, vanishedOf(intent, reading));
  const verdict = judgeReadBack({ intent, reading, ordersGone });
  if (verdict.kind !== 'proven') return false;
  const by = { who: 'outside', note: 'The recommended update was sent by somebody else.' };
  await services.store.movePlan(planId, 'approved', by);
  if (!(await services.store.beginRemoval(planId, intent))) return false;
  await concludeProven(services, { plan: current, intent, reading }, verdict);
  return true;
}
