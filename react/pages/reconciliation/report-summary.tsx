import React from 'react';
import type { Reconciliation } from '../../api/types/reconciliation';
import { isCut } from '../../books/is-cut';
import { Notice } from '../../design/notice';
import { Progress } from '../../design/progress';
import { useText } from '../../words/use-text';

/** What came of a comparison, and what it could not say. */
export function ReportSummary({ report }: { report: Reconciliation }) {
  const t = useText();
  const { state, message, erp, erpMessage, isComplete, lines } = report;
  if (state === 'running') {
    return (
      <Progress
        label={t('admin/holdfast.books.running')}
        share={null}
        text={t('admin/holdfast.books.running-note')}
      />
    );
  }
  if (state === 'failed') {
    return (
      <Notice tone="critical" title={t('admin/holdfast.books.failed')}>
        <span lang="en">{message}</span>
      </Notice>
    );
  }
  return (
    <>
      <Result report={report} />
      {erpMessage !== null && (
        <Notice tone="warning" title={t('admin/holdfast.books.erp-failed')}>
          <span lang="en">{erpMessage}</span>
        </Notice>
      )}
      {erp === null && erpMessage === null && <Notice tone="info" title={t('admin/holdfast.books.no-erp')} />}
      {!isComplete && <Notice tone="info" title={t('admin/holdfast.books.incomplete')} />}
      {isCut(report) && <Notice tone="info" title={t('admin/holdfast.books.cut', { count: lines.length })} />}
    </>
  );
}

function Result({ report: { compared, unexplained, differences } }: { report: Reconciliation }) {
  const t = useText();
  const positions = t('admin/holdfast.books.positions-compared', { count: compared });
  if (unexplained > 0) {
    return (
      <Notice tone="critical" title={t('admin/holdfast.books.differ', { count: unexplained })}>
        {positions} {t('admin/holdfast.books.differ-note')}
      </Notice>
    );
  }
  const isLate = differences.late > 0;
  return (
    <Notice
      tone={isLate ? 'info' : 'positive'}
      title={t(isLate ? 'admin/holdfast.books.only-late' : 'admin/holdfast.books.equal')}
    >
      {positions}
    </Notice>
  );
}
