import React from 'react';
import type { Series } from '../../api/types/overview';
import { useClient } from '../../api/use-client';
import { BarChart } from '../../design/bar-chart';
import { Card } from '../../design/card';
import { Choice } from '../../design/choice';
import { columns } from '../../design/layout';
import { Ready } from '../../design/states';
import { useResource } from '../../loading/use-resource';
import { useText } from '../../words/use-text';

const EVERY_MS = 15_000;
const HOURS = [1, 24, 168];

/** Events and removals over time; left out where the host has no such endpoint. */
export function Activity() {
  const t = useText();
  const client = useClient();
  const [hours, setHours] = React.useState(1);
  const series = useResource(
    `series ${hours}`,
    (signal) => client.get<Series>('/overview/series', { hours }, signal),
    { everyMs: EVERY_MS, isOptional: true },
  );
  if (series.failure?.reason === 'not-found') return null;
  return (
    <Card
      title={t('admin/holdfast.activity.title')}
      actions={
        <Choice
          label={t('admin/holdfast.activity.period')}
          options={HOURS.map((value) => ({
            value: String(value),
            name: t('admin/holdfast.activity.hours', { hours: value, days: Math.round(value / 24) }),
          }))}
          value={String(hours)}
          choose={(value) => setHours(Number(value))}
        />
      }
    >
      <Ready of={series}>
        {({ points }) => (
          <div className={columns}>
            <BarChart
              title={t('admin/holdfast.activity.events')}
              color="#2953b2"
              bars={points.map(({ at, events }) => ({ at, value: events }))}
            />
            <BarChart
              title={t('admin/holdfast.activity.units')}
              color="#1f7a48"
              bars={points.map(({ at, units }) => ({ at, value: units }))}
            />
          </div>
        )}
      </Ready>
    </Card>
  );
}
