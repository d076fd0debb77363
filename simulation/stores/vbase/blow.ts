import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * What befalls a call of VBase:
 *
 * | | a call that writes | one that reads or lists |
 * |---|---|---|
 * | `lost` | does not arrive, and nobody answers | nobody answers |
 * | `unheard` | arrives, and nobody answers | answers 404 although it is there |
 * | `cut` | the power goes before it | the same |
 * | `cut-after` | the power goes after it | the same |
 */
export type Harm = 'lost' | 'unheard' | 'cut' | 'cut-after';

/** Falls on the nth call of a step, or on its nth write, once. */
export interface Blow {
  nth: number;
  harm: Harm;
  onlyWrites: boolean;
  fallen(): void;
}

/** The blow under which a step runs: its calls find it here. */
const blowOfStep = new AsyncLocalStorage<{ blow: Blow; seen: number }>();

export function underBlow<T>(blow: Blow, step: () => Promise<T>): Promise<T> {
  return blowOfStep.run({ blow, seen: 0 }, step);
}

/** For a call that is about to be made: what befalls it, null for nothing. */
export function harmOn(call: 'read' | 'write'): Harm | null {
  const state = blowOfStep.getStore();
  if (state === undefined || (call === 'read' && state.blow.onlyWrites)) return null;
  state.seen += 1;
  if (state.seen !== state.blow.nth) return null;
  state.blow.fallen();
  return state.blow.harm;
}
