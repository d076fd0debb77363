import type { ChainSettings } from '../middlewares/chain-services';
import type { Plan } from '../store/plan';

/** Who decided, where nobody did: the account was in execute mode. */
export const EXECUTE_MODE = 'execute mode';

/**
 * The account is in recommend mode by now, and nobody but execute mode ever said yes to this plan: it has to wait
 * for a person, also when VTEX asked it to wait (423, 429) while it was on its way.
 */
export function isTakenBack({ mode }: Pick<ChainSettings, 'mode'>, { state, decidedBy }: Plan): boolean {
  return mode !== 'execute' && decidedBy === EXECUTE_MODE && (state === 'approved' || state === 'executing');
}
