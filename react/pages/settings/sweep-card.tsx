import { Button } from '@vtex/admin-ui';
import React from 'react';
import type { Overview } from '../../api/types/overview';
import type { ListenerAnswer, SweepProgress } from '../../api/types/settings';
import { useClient } from '../../api/use-client';
import { Card } from '../../design/card';
import { muted, stack } from '../../design/layout';
import { Moment } from '../../design/moment';
import { Notice } from '../../design/notice';
import { Progress } from '../../design/progress';
import { FailureNotice } from '../../design/states';
import { For } from '../../host/role';
import { useAction } from '../../loading/use-action';
import { useResource } from '../../loading/use-resource';
import { SaidText } from '../../sentences/said-text';
import { useText } from '../../words/use-text';

const IDLE_MS = 5000;
const RUNNING_MS = 700;

/** Starts a sweep and shows how far it is; where the host does not tell, the button alone. */
export function SweepCard({ overview, changed }: { overview: Overview | null; changed(): void }) {
  const t = useText();
  const client = useClient();
  const [isWatching, setWatching] = React.useState(false);
  const progress = useResource(
    'sweep',
    (signal) => client.get<SweepProgress>('/listeners/sweep', {}, signal),
    { everyMs: isWatching ? RUNNING_MS : IDLE_MS, isOptional: true },
  );
  const sweep = useAction(() => client.post<ListenerAnswer>('/listeners/sweep'));
  const isRunning = sweep.isBusy || progress.data?.state === 'running';
  React.useEffect(() => setWatching(isRunning), [isRunning]);
  const start = async () => {
    setWatching(true);
    await sweep.run(undefined);
    progress.reload();
    changed();
  };
  const last = overview?.listeners.sweep ?? null;
  return (
    <Card title={t('admin/holdfast.sweep.title')}>
      <div className={stack}>
        <p className={muted}>{t('admin/holdfast.sweep.intro')}</p>
        {last && (
          <p>
            {t('admin/holdfast.sweep.last', { count: last.orders })} <Moment at={last.sweptAt} as="ago" />
          </p>
        )}
        <div>
          <For least="admin">
            <Button variant="secondary" disabled={isRunning} onClick={start}>
              {t('admin/holdfast.sweep.start')}
            </Button>
          </For>
        </div>
        {isRunning && <Running progress={progress.data} />}
        {!isRunning && sweep.answer && (
          <Notice tone="positive" title={t('admin/holdfast.sweep.done')}>
            <SaidText of={endOf(progress.data) ?? sweep.answer} />
          </Notice>
        )}
        {sweep.failure && <FailureNotice failure={sweep.failure} />}
      </div>
    </Card>
  );
}

/** What a sweep told last; null before there was one, and from a host that does not tell. */
function endOf(progress: SweepProgress | null) {
  const message = progress?.message ?? null;
  return message === null ? null : { message, said: progress?.said ?? null };
}

function Running({ progress }: { progress: SweepProgress | null }) {
  const t = useText();
  const orders = progress?.orders ?? 0;
  const total = progress?.total ?? null;
  return (
    <Progress
      label={t('admin/holdfast.sweep.progress')}
      share={shareOf(progress)}
      text={
        total === null
          ? t('admin/holdfast.sweep.so-far', { count: orders })
          : t('admin/holdfast.sweep.of', { count: orders, total })
      }
    />
  );
}

/** How many orders there are is known only at the end, so the host says how much of the time it has been over. */
function shareOf(progress: SweepProgress | null): number | null {
  if (!progress) return null;
  const { share, total, orders } = progress;
  if (typeof share === 'number') return share;
  return total === null || total === 0 ? null : orders / total;
}
