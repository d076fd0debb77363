import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { LogPage as LogAnswer } from '../../api/types/log';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { stack } from '../../design/layout';
import { PageFrame } from '../../design/page-frame';
import { Pager } from '../../design/pager';
import { Empty, Ready } from '../../design/states';
import { useHost } from '../../host/host';
import { useResource } from '../../loading/use-resource';
import type { PageProps } from '../../routing/page-props';
import { places } from '../../routing/places';
import { useText } from '../../words/use-text';
import { ExportLink } from './export-link';
import { FilterForm } from './filter-form';
import { LiveSwitch } from './live-switch';
import { filterOf, isFiltered, queryOf } from './log-filter';
import { LogTable } from './log-table';

const EVERY_MS = 3000;
const ROWS = 50;

export function LogPage({ route: { query } }: PageProps) {
  const t = useText();
  const client = useClient();
  const host = useHost();
  const filter = filterOf(query);
  const asked = queryOf(filter);
  const cursor = query.cursor ?? '';
  const [isPaused, setPaused] = React.useState(false);
  const [isReading, setReading] = React.useState(false);
  // Nothing changes under somebody who reads: neither a later page nor a line that is open.
  const isLive = !isPaused && !isReading && cursor === '';
  const page = useResource(
    `log ${JSON.stringify(asked)} ${cursor}`,
    (signal) => client.get<LogAnswer>('/logs', { ...asked, cursor, limit: ROWS }, signal),
    { everyMs: isLive ? EVERY_MS : null },
  );
  return (
    <PageFrame
      title={t('admin/holdfast.log.title')}
      intro={t('admin/holdfast.log.intro')}
      actions={
        <>
          <LiveSwitch
            isLive={isLive}
            isPaused={isPaused}
            isReading={isReading}
            isLater={cursor !== ''}
            set={setPaused}
          />
          <ExportLink query={asked} />
        </>
      }
    >
      <FilterForm filter={filter} apply={(next) => host.navigate(places.log(queryOf(next)))} />
      <Card title={t('admin/holdfast.log.lines')}>
        <Ready of={page}>
          {({ entries, nextCursor }) => (
            <div className={stack}>
              {entries.length === 0 ? (
                <Empty
                  title={t(isFiltered(filter) ? 'admin/holdfast.log.no-match' : 'admin/holdfast.log.empty')}
                >
                  {isFiltered(filter) && (
                    <Button variant="secondary" onClick={() => host.navigate(places.log())}>
                      {t('admin/holdfast.filter.clear')}
                    </Button>
                  )}
                </Empty>
              ) : (
                <LogTable entries={entries} opened={setReading} />
              )}
              <Pager
                isLater={cursor !== ''}
                nextCursor={nextCursor}
                first={() => host.navigate(places.log(asked))}
                next={(after) => host.navigate(places.log({ ...asked, cursor: after }))}
              />
            </div>
          )}
        </Ready>
      </Card>
    </PageFrame>
  );
}
