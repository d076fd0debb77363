import type { Plan } from '../../store/plan';
import { segmentsOf } from '../documents/document-path';
import { readPositionDocument } from './finish-begun';
import { inParallel } from './in-parallel';
import { listAll } from './listing-turns';
import { sweepMarker } from './markers';
import { FOLDERS, positionAt } from './paths';
import type { StoreContext } from './store-context';

/**
 * Plans in state `executing`, oldest first; conclusions that were cut off after their commit are carried through
 * on the way. Throws where VBase leaves one unsure: whoever asks has to know of all.
 */
export async function unfinishedRemovals(ctx: StoreContext): Promise<Plan[]> {
  const paths = await listAll(ctx, FOLDERS.executing);
  const found = await inParallel(paths, async (path) => {
    const plans = await executingAt(ctx, path);
    if (plans.length === 0) {
      await sweepMarker(ctx, path, async () =>
        (await executingAt(ctx, path)).length > 0 ? 'needed' : 'idle',
      );
    }
    return plans;
  });
  return found.flat().sort((a, b) => a.createdAtMs - b.createdAtMs || (a.planId < b.planId ? -1 : 1));
}

async function executingAt(ctx: StoreContext, path: string): Promise<Plan[]> {
  const loaded = await readPositionDocument(ctx, positionAt(segmentsOf(path)));
  return (loaded?.document.plans ?? []).flatMap(({ plan }) => (plan.state === 'executing' ? plan : []));
}
