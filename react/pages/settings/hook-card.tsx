import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { Overview } from '../../api/types/overview';
import type { ListenerAnswer } from '../../api/types/settings';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { Facts } from '../../design/facts';
import { stack } from '../../design/layout';
import { Notice } from '../../design/notice';
import { FailureNotice, Loading } from '../../design/states';
import { For } from '../../host/role';
import { useAction } from '../../loading/use-action';
import { SaidText } from '../../sentences/said-text';
import { useText } from '../../words/use-text';
import { listenerFacts } from '../overview/health-card';

export function HookCard({ overview, changed }: { overview: Overview | null; changed(): void }) {
  const t = useText();
  const client = useClient();
  const register = useAction(() => client.post<ListenerAnswer>('/listeners/hook/register'));
  const start = async () => {
    await register.run(undefined);
    changed();
  };
  return (
    <Card title={t('admin/holdfast.listener.title')}>
      <div className={stack}>
        {overview ? <Facts facts={listenerFacts(t, overview)} /> : <Loading />}
        <div>
          <For least="admin">
            <Button variant="secondary" loading={register.isBusy} onClick={start}>
              {t('admin/holdfast.listener.register')}
            </Button>
          </For>
        </div>
        {register.answer && (
          <Notice tone="positive" title={t('admin/holdfast.listener.registered')}>
            <SaidText of={register.answer} />
          </Notice>
        )}
        {register.failure && <FailureNotice failure={register.failure} />}
      </div>
    </Card>
  );
}
