import type { Plan } from '../api/types/plan';
import { planKindWord } from './machine-words';
import type { Text } from './use-text';
import { wordOf } from './word-of';

/** What kind of recommendation it is. One that takes over a count may raise the total: it is no removal. */
export function planWord(t: Text, { kind, evidence }: Pick<Plan, 'kind' | 'evidence'>): string {
  if (evidence.kind === 'remove' && evidence.count !== null) return t('admin/holdfast.plan-kind.count');
  return wordOf(t, planKindWord, kind);
}
