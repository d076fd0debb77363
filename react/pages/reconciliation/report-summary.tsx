import React from 'react';
import type { Reconciliation } from '../../api/types/reconciliation';
import { isCut } from '../../books/is-cut';
import { verdictOf } from '../../books/verdict';
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

function Result({ report }: { report: Reconciliation }) {
  const t = useText();
  const { compared, unexplained } = report;
  const positions = t('admin/holdfast.books.positions-compared', { count: compared });
  switch (verdictOf(report)) {
    case 'differ':
      return (
        <Notice tone="critical" title={t('admin/holdfast.books.differ', { count: unexplained })}>
          {positions} {t('admin/holdfast.books.differ-note')}
        </Notice>
      );
    case 'none-compared':
      return (
        <Notice tone="warning" title={t('admin/holdfast.books.none-compared')}>
          {t('admin/holdfast.books.none-compared-note')}
        </Notice>
      );
    case 'none-known':
      return (
        <Notice tone="warning" title={t('admin/holdfast.books.none-compared')}>
          {t('admin/holdfast.stock.empty')}
        </Notice>
      );
    case 'only-late':
      return (
        <Notice tone="info" title={t('admin/holdfast.books.only-late')}>
          {positions}
        </Notice>
      );
    case 'equal':
      return (
        <Notice tone="positive" title={t('admin/holdfast.books.equal')}>
          {positions}
        </Notice>
      );
  }
}
