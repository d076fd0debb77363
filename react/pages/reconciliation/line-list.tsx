import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { ReconciliationLine } from '../../api/types/reconciliation';
import { worstFirst } from '../../books/findings';
import { canRepair } from '../../books/repair-way';
import { stack } from '../../design/layout';
import { SelectionBar } from '../../design/selection-bar';
import { FailureNotice } from '../../design/states';
import { useSelection } from '../../design/use-selection';
import { For } from '../../host/role';
import { useText } from '../../words/use-text';
import { LineCard } from './line-card';
import { RepairDialog } from './repair-dialog';
import { RepairNotice } from './repair-notice';
import { useRepair } from './use-repair';

/** Shown at first, and by each press of the button below. */
const STEP = 20;
const heading = csx({ fontSize: '1.125rem', lineHeight: 1.4 });

interface Props {
  reconciliationId: string;
  lines: readonly ReconciliationLine[];
  /** The report has changed: it is to be read again. */
  changed(): void;
}

/** Every position with a difference, the worst first, and their repair. */
export function LineList({ reconciliationId, lines, changed }: Props) {
  const t = useText();
  const [shown, setShown] = React.useState(STEP);
  const { asked, ask, confirm, answer, failure, isBusy } = useRepair(reconciliationId, changed);
  const sorted = React.useMemo(() => worstFirst(lines), [lines]);
  const selection = useSelection(sorted.filter(canRepair), idOf);
  if (lines.length === 0) return null;
  const rest = sorted.length - shown;
  return (
    <section className={stack} aria-label={t('admin/holdfast.books.lines')}>
      <h2 className={heading}>{t('admin/holdfast.books.lines')}</h2>
      {failure && <FailureNotice failure={failure} />}
      {answer && <RepairNotice repairs={answer} />}
      {sorted.some(canRepair) && (
        <For least="approver">
          <SelectionBar isAll={selection.isAll} toggleAll={selection.toggleAll}>
            <Button disabled={selection.chosen.length === 0 || isBusy} onClick={() => ask(selection.chosen)}>
              {t('admin/holdfast.books.repair-selected', { count: selection.chosen.length })}
            </Button>
          </SelectionBar>
        </For>
      )}
      {sorted.slice(0, shown).map((line) => (
        <LineCard
          key={idOf(line)}
          line={line}
          selection={selection}
          isBusy={isBusy}
          repair={() => ask([line])}
        />
      ))}
      {rest > 0 && (
        <Button variant="tertiary" onClick={() => setShown(shown + STEP)}>
          {t('admin/holdfast.books.show-more', { count: Math.min(rest, STEP), rest })}
        </Button>
      )}
      <RepairDialog lines={asked} isBusy={isBusy} close={() => ask([])} repair={confirm} />
    </section>
  );
}

function idOf({ skuId, warehouseId }: ReconciliationLine): string {
  return `${skuId} ${warehouseId}`;
}
