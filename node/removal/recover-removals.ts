import type { ChainServices } from '../middlewares/chain-services';

/**
 * Asks for every position whose removal was begun and not concluded for so long: at start, after a process
 * died, and by the clock. Planning it reads back first; see `resume-removal.ts`.
 */
export async function recoverRemovals(
  { store, dispatcher, now }: Pick<ChainServices, 'store' | 'dispatcher' | 'now'>,
  olderThanMs: number,
): Promise<void> {
  for (const plan of await store.unfinishedRemovals()) {
    if (plan.updatedAtMs <= now() - olderThanMs)
      await dispatcher.planPosition(plan.position, now(), 'recovery');
  }
}
