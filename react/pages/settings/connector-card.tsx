import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { ConnectorCheck } from '../../api/types/settings';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { muted, stack } from '../../design/layout';
import { Notice } from '../../design/notice';
import { FailureNotice } from '../../design/states';
import { useAction } from '../../loading/use-action';
import { useText } from '../../words/use-text';

/** Asks the ERP now; without the button where the host has no such endpoint. */
export function ConnectorCard({ connector }: { connector: string | null }) {
  const t = useText();
  const client = useClient();
  const check = useAction(() => client.post<ConnectorCheck>('/connector/check'));
  const isMissing = check.failure?.reason === 'not-found';
  return (
    <Card title={t('admin/holdfast.connector.title')}>
      <div className={stack}>
        <p className={muted}>
          {connector === null
            ? t('admin/holdfast.connector.none')
            : t('admin/holdfast.connector.intro', { name: connector })}
        </p>
        {connector !== null && !isMissing && (
          <div>
            <Button variant="secondary" loading={check.isBusy} onClick={() => check.run(undefined)}>
              {t('admin/holdfast.connector.check')}
            </Button>
          </div>
        )}
        {check.answer && <Answer check={check.answer} />}
        {check.failure && <FailureNotice failure={check.failure} />}
      </div>
    </Card>
  );
}

function Answer({ check: { healthy, note } }: { check: ConnectorCheck }) {
  const t = useText();
  if (healthy === null) return <Notice tone="info" title={t('admin/holdfast.connector.none')} />;
  const said = note !== null && <span lang="en">{note}</span>;
  if (!healthy)
    return (
      <Notice tone="critical" title={t('admin/holdfast.connector.unhealthy')}>
        {said}
      </Notice>
    );
  // A note says what it rests on, where that is less than a message that was taken.
  if (note !== null)
    return (
      <Notice tone="info" title={t('admin/holdfast.connector.untried')}>
        {said}
      </Notice>
    );
  return <Notice tone="positive" title={t('admin/holdfast.connector.healthy')} />;
}
