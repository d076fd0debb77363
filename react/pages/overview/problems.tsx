import React from 'react';
import type { Problem } from '../../api/types/overview';
import type { ReconciliationSummary } from '../../api/types/reconciliation';
import { Moment } from '../../design/moment';
import { Notice } from '../../design/notice';
import { places } from '../../routing/places';
import { SaidText } from '../../sentences/said-text';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';

const AREAS: { [area in Problem['area']]: string } = {
  vtex: 'admin/holdfast.problem.vtex',
  hook: 'admin/holdfast.problem.hook',
  feed: 'admin/holdfast.problem.feed',
  sweep: 'admin/holdfast.problem.sweep',
  erp: 'admin/holdfast.problem.erp',
  stock: 'admin/holdfast.problem.stock',
  jobs: 'admin/holdfast.problem.jobs',
};

interface Props {
  problems: readonly Problem[];
  waitingForPerson: number;
  /** Undefined while it is not known: until then nobody can say that all is well. */
  lastComparison: ReconciliationSummary | null | undefined;
}

/** The most pressing first, as the API has them; then what the last comparison of the books left unexplained. */
export function Problems({ problems, waitingForPerson, lastComparison }: Props) {
  const unexplained = lastComparison && lastComparison.unexplained > 0 ? lastComparison : null;
  if (problems.length === 0 && unexplained === null) {
    return lastComparison === undefined ? null : <AllWell waitingForPerson={waitingForPerson} />;
  }
  return (
    <>
      {problems.map((problem) => (
        <OneProblem key={`${problem.area} ${problem.message}`} problem={problem} />
      ))}
      {unexplained !== null && <Unexplained comparison={unexplained} />}
    </>
  );
}

function AllWell({ waitingForPerson }: Pick<Props, 'waitingForPerson'>) {
  const t = useText();
  if (waitingForPerson === 0) return <Notice tone="positive" title={t('admin/holdfast.overview.all-well')} />;
  return (
    <Notice
      tone="info"
      title={t('admin/holdfast.overview.well-but-waiting', { count: waitingForPerson })}
      action={<a href={places.recommendations()}>{t('admin/holdfast.overview.decide')}</a>}
    />
  );
}

function OneProblem({ problem }: { problem: Problem }) {
  const t = useText();
  const { area, missingResource, since } = problem;
  return (
    <Notice tone={area === 'stock' ? 'critical' : 'warning'} title={t(AREAS[area])}>
      <SaidText of={problem} />{' '}
      {missingResource !== null && (
        <span>{t('admin/holdfast.problem.missing', { resource: missingResource })} </span>
      )}
      {since !== null && (
        <span>
          {t('admin/holdfast.problem.since')} <Moment at={since} />
        </span>
      )}
    </Notice>
  );
}

function Unexplained({ comparison }: { comparison: ReconciliationSummary }) {
  const t = useText();
  const { ago } = useFormat();
  const { reconciliationId, unexplained, startedAt } = comparison;
  return (
    <Notice
      tone="warning"
      title={t('admin/holdfast.books.overview', { count: unexplained, ago: ago(startedAt) })}
      action={<a href={places.reconciliation(reconciliationId)}>{t('admin/holdfast.books.see')}</a>}
    />
  );
}
