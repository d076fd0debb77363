import React from 'react';
import type { Problem } from '../../api/types/overview';
import { Moment } from '../../design/moment';
import { Notice } from '../../design/notice';
import { places } from '../../routing/places';
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
}

/** The most pressing first, as the API has them. */
export function Problems({ problems, waitingForPerson }: Props) {
  const t = useText();
  if (problems.length === 0 && waitingForPerson > 0) {
    return (
      <Notice
        tone="info"
        title={t('admin/holdfast.overview.well-but-waiting', { count: waitingForPerson })}
        action={<a href={places.recommendations()}>{t('admin/holdfast.overview.decide')}</a>}
      />
    );
  }
  if (problems.length === 0) return <Notice tone="positive" title={t('admin/holdfast.overview.all-well')} />;
  return (
    <>
      {problems.map((problem) => (
        <Notice
          key={`${problem.area} ${problem.message}`}
          tone={problem.area === 'stock' ? 'critical' : 'warning'}
          title={t(AREAS[problem.area])}
        >
          <span lang="en">{problem.message}</span>{' '}
          {problem.missingResource !== null && (
            <span>{t('admin/holdfast.problem.missing', { resource: problem.missingResource })} </span>
          )}
          {problem.since !== null && (
            <span>
              {t('admin/holdfast.problem.since')} <Moment at={problem.since} />
            </span>
          )}
        </Notice>
      ))}
    </>
  );
}
