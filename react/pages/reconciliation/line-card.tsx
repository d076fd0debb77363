import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import type { ReconciliationLine } from '../../api/types/reconciliation';
import { canRepair, repairWay } from '../../books/repair-way';
import { inline, muted } from '../../design/layout';
import { Moment } from '../../design/moment';
import { OwnWords } from '../../design/own-words';
import { tick } from '../../design/selection-bar';
import type { Selection } from '../../design/use-selection';
import { For } from '../../host/role';
import { places } from '../../routing/places';
import { repairSentence } from '../../sentences/repair-sentence';
import { useTeller } from '../../sentences/use-teller';
import { useText } from '../../words/use-text';
import { FindingList } from './finding-list';
import { Ledger } from './ledger';
import { RepairResult } from './repair-result';

const box = csx({
  bg: '$primary',
  border: '1px solid #e1e4e8',
  borderRadius: 8,
  padding: '$space-5',
  display: 'flex',
  flexDirection: 'column',
  gap: '$space-3',
  '@media (max-width: 640px)': { padding: '$space-4' },
});
const top = csx({ display: 'flex', flexWrap: 'wrap', gap: '$space-3', alignItems: 'center' });
const heading = csx({ fontSize: '1rem', lineHeight: 1.4, flex: '1 1 12rem' });
const sides = csx({
  display: 'grid',
  alignItems: 'start',
  columnGap: '$space-8',
  rowGap: '$space-4',
  gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
  '@media (max-width: 900px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

interface Props {
  line: ReconciliationLine;
  selection: Selection<ReconciliationLine>;
  isBusy: boolean;
  repair(): void;
}

/** One position: its ledger, what was found there, and what a repair would do or has done. */
export function LineCard({ line, selection, isBusy, repair }: Props) {
  const t = useText();
  const teller = useTeller();
  const { skuId, warehouseId, comparedAt, accounts, differences } = line;
  const name = t('admin/holdfast.position.name', { skuId, warehouseId });
  return (
    <article className={box} aria-label={name}>
      <div className={top}>
        {canRepair(line) && (
          <input
            type="checkbox"
            className={tick}
            aria-label={t('admin/holdfast.bulk.one', { name })}
            checked={selection.has(line)}
            onChange={() => selection.toggle(line)}
          />
        )}
        <h3 className={heading}>
          <a href={places.position(skuId, warehouseId)}>{name}</a>
        </h3>
        <span className={muted}>
          <Moment at={comparedAt} />
        </span>
      </div>
      <div className={sides}>
        <div>
          <FindingList line={line} />
          <OwnWords lines={differences.map(({ message }) => message)} />
        </div>
        <Ledger caption={name} accounts={accounts} />
      </div>
      {line.repair !== null && <RepairResult line={line} repair={line.repair} />}
      {(line.repair === null || canRepair(line)) && (
        <div className={inline}>
          {canRepair(line) && (
            <For least="approver">
              <Button
                variant="secondary"
                disabled={isBusy}
                onClick={repair}
                aria-label={t('admin/holdfast.books.repair-named', { name })}
              >
                {t('admin/holdfast.books.repair')}
              </Button>
            </For>
          )}
          <span className={muted}>{repairSentence(teller, repairWay(line))}</span>
        </div>
      )}
    </article>
  );
}
