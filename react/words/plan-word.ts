import type { Plan } from '../api/types/plan';
import type { PositionSummary } from '../api/types/position';
import type { PlanKind } from '../api/types/words';
import { planKindWord } from './machine-words';
import type { Text } from './use-text';
import { wordOf } from './word-of';

/** What kind of recommendation it is. One that takes over a count may raise the total: it is no removal. */
export function planWord(t: Text, { kind, evidence }: Pick<Plan, 'kind' | 'evidence'>): string {
  return word(t, kind, evidence.kind === 'remove' && evidence.count !== null);
}

/** The same of a plan in the list of positions, which comes without its evidence. */
export function summaryWord(
  t: Text,
  { kind, countReference }: Pick<NonNullable<PositionSummary['plan']>, 'kind' | 'countReference'>,
): string {
  return word(t, kind, countReference !== null);
}

function word(t: Text, kind: PlanKind, isCount: boolean): string {
  return kind === 'remove' && isCount ? t('admin/holdfast.plan-kind.count') : wordOf(t, planKindWord, kind);
}
