import React from 'react';
import type { Overview } from '../../api/types/overview';
import type { Settings } from '../../api/types/settings';
import { useClient } from '../../api/use-client';
import { Badge } from '../../design/badge';
import { Card } from '../../design/card';
import { Copyable } from '../../design/copyable';
import { Facts } from '../../design/facts';
import { columns } from '../../design/layout';
import { PageFrame } from '../../design/page-frame';
import { Ready } from '../../design/states';
import { useResource } from '../../loading/use-resource';
import { modeWord } from '../../words/machine-words';
import { useFormat } from '../../words/use-format';
import { useText } from '../../words/use-text';
import { wordOf } from '../../words/word-of';
import { ConnectorCard } from './connector-card';
import { HookCard } from './hook-card';
import { SweepCard } from './sweep-card';

const EVERY_MS = 5000;

export function SettingsPage() {
  const t = useText();
  const client = useClient();
  const settings = useResource('settings', (signal) => client.get<Settings>('/settings', {}, signal));
  const overview = useResource('overview', (signal) => client.get<Overview>('/overview', {}, signal), {
    everyMs: EVERY_MS,
  });
  return (
    <PageFrame title={t('admin/holdfast.settings.title')} intro={t('admin/holdfast.settings.intro')}>
      <div className={columns}>
        <Card title={t('admin/holdfast.settings.running-with')}>
          <Ready of={settings}>{(known) => <SettingsFacts settings={known} />}</Ready>
        </Card>
        <ConnectorCard connector={settings.data?.erpConnector ?? null} />
        <HookCard overview={overview.data} changed={overview.reload} />
        <SweepCard overview={overview.data} changed={overview.reload} />
      </div>
    </PageFrame>
  );
}

function SettingsFacts({ settings }: { settings: Settings }) {
  const t = useText();
  const { number } = useFormat();
  const { account, mode, guardGapMs, gatherWindowMs, erpConnector, publicUrl, sandbox } = settings;
  return (
    <Facts
      facts={[
        {
          term: t('admin/holdfast.settings.account'),
          value: (
            <>
              {account} {sandbox && <Badge tone="purple">{t('admin/holdfast.settings.sandbox')}</Badge>}
            </>
          ),
        },
        {
          term: t('admin/holdfast.settings.mode'),
          value: (
            <>
              <Badge tone={mode === 'execute' ? 'green' : 'blue'}>{wordOf(t, modeWord, mode)}</Badge>
              <p>
                {t(
                  mode === 'execute'
                    ? 'admin/holdfast.mode.execute-means'
                    : 'admin/holdfast.mode.recommend-means',
                )}
              </p>
            </>
          ),
        },
        {
          term: t('admin/holdfast.settings.guard-gap'),
          value: t('admin/holdfast.settings.milliseconds', { value: number(guardGapMs) }),
        },
        {
          term: t('admin/holdfast.settings.gather-window'),
          value: t('admin/holdfast.settings.milliseconds', { value: number(gatherWindowMs) }),
        },
        {
          term: t('admin/holdfast.settings.connector'),
          value: erpConnector ?? t('admin/holdfast.erp.none'),
        },
        {
          term: t('admin/holdfast.settings.public-url'),
          value:
            publicUrl === null ? (
              t('admin/holdfast.settings.no-public-url')
            ) : (
              <Copyable value={publicUrl} label={t('admin/holdfast.settings.public-url')} />
            ),
        },
      ]}
    />
  );
}
