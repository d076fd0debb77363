import { planPosition } from '../middlewares/order/chain';
import type { ChainServices } from '../middlewares/order/context';
import { positionWords } from './position-words';

/**
 * Takes up every removal whose intent is on record and whose outcome is not: at start, after a process died,
 * and on demand. Each is read back first; see `resume-removal.ts`. One that somebody is working on is left to
 * them. Returns how many were looked at.
 */
export async function recoverRemovals(services: ChainServices): Promise<number> {
  const unfinished = await services.store.unfinishedRemovals();
  for (const { position, planId } of unfinished) {
    const outcome = await planPosition(services, { position, trigger: 'recovery' });
    if (outcome.kind === 'again') {
      await services.dispatcher.planPosition(position, services.now() + outcome.afterMs, 'recovery');
    } else if (outcome.kind === 'parked') {
      const message = `${positionWords(position)}: an unfinished update cannot be read back. ${outcome.reason}`;
      await services.store.appendLog([{ kind: 'update', outcome: 'parked', message, ...position, planId }]);
    }
  }
  return unfinished.length;
}
