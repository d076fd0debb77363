import React from 'react';
import type { Overview } from '../../api/types/overview';
import type { BadgeTone } from '../../design/badge';
import { Badge } from '../../design/badge';
import { Card } from '../../design/card';
import type { Fact } from '../../design/facts';
import { Facts } from '../../design/facts';
import { Moment } from '../../design/moment';
import type { Text } from '../../words/use-text';
import { useText } from '../../words/use-text';

const HOOK = {
  registered: 'admin/holdfast.hook.registered',
  repaired: 'admin/holdfast.hook.repaired',
  foreign: 'admin/holdfast.listener.foreign',
  failed: 'admin/holdfast.hook.failed',
  off: 'admin/holdfast.hook.off',
};
const FEED = {
  drained: 'admin/holdfast.feed.drained',
  foreign: 'admin/holdfast.listener.foreign',
  failed: 'admin/holdfast.feed.failed',
  off: 'admin/holdfast.feed.off',
};
/** What brings events, or is off because a person said so. */
const IS_WELL = new Set(['registered', 'repaired', 'drained', 'off']);
const SWEEP = { swept: 'admin/holdfast.sweep.swept', failed: 'admin/holdfast.sweep.failed' };
const TRUST = {
  unproven: 'admin/holdfast.trust.unproven',
  proven: 'admin/holdfast.trust.proven',
  broken: 'admin/holdfast.trust.broken',
};

export function HealthCard({ overview }: { overview: Overview }) {
  const t = useText();
  return (
    <Card title={t('admin/holdfast.overview.health')}>
      <Facts facts={[...listenerFacts(t, overview), erpFact(t, overview), trustFact(t, overview)]} />
    </Card>
  );
}

export function listenerFacts(t: Text, { listeners }: Pick<Overview, 'listeners'>): Fact[] {
  const { hook, feed, sweep, lastEventAt } = listeners;
  const never = <Badge tone="gray">{t('admin/holdfast.state.never')}</Badge>;
  return [
    {
      term: t('admin/holdfast.listener.hook'),
      value: hook ? (
        <Listened
          isGood={IS_WELL.has(hook.outcome)}
          isOff={hook.outcome === 'off'}
          word={t(HOOK[hook.outcome])}
          at={hook.checkedAt}
        />
      ) : (
        never
      ),
    },
    {
      term: t('admin/holdfast.listener.last-event'),
      value: lastEventAt ? <Moment at={lastEventAt} as="ago" /> : never,
    },
    {
      term: t('admin/holdfast.listener.feed'),
      value: feed ? (
        <>
          <Listened
            isGood={IS_WELL.has(feed.outcome)}
            isOff={feed.outcome === 'off'}
            word={t(FEED[feed.outcome])}
            at={feed.drainedAt}
          />
          {feed.oldestAgeSeconds !== null && (
            <div>{t('admin/holdfast.listener.feed-age', { seconds: Math.round(feed.oldestAgeSeconds) })}</div>
          )}
        </>
      ) : (
        never
      ),
    },
    {
      term: t('admin/holdfast.listener.sweep'),
      value: sweep ? (
        <Listened isGood={sweep.outcome !== 'failed'} word={t(SWEEP[sweep.outcome])} at={sweep.sweptAt} />
      ) : (
        never
      ),
    },
  ];
}

function Listened(props: { isGood: boolean; isOff?: boolean; word: string; at: string }) {
  const tone = props.isOff ? 'gray' : props.isGood ? 'green' : 'red';
  return (
    <>
      <Badge tone={tone}>{props.word}</Badge> <Moment at={props.at} as="ago" />
    </>
  );
}

function erpFact(t: Text, { erp }: Overview): Fact {
  const { key, tone } = erpWord(erp);
  return {
    term: t('admin/holdfast.erp.title'),
    value: (
      <>
        <Badge tone={tone}>{t(key)}</Badge>{' '}
        {erp.connector !== null && <span>{t('admin/holdfast.erp.connector', { name: erp.connector })} </span>}
        {erp.lastAttempt && <Moment at={erp.lastAttempt.at} as="ago" />}
      </>
    ),
  };
}

function erpWord({ connector, healthy, lastAttempt }: Overview['erp']): { key: string; tone: BadgeTone } {
  if (connector === null) return { key: 'admin/holdfast.erp.none', tone: 'gray' };
  if (healthy === false) return { key: 'admin/holdfast.erp.unhealthy', tone: 'red' };
  if (lastAttempt === null) return { key: 'admin/holdfast.erp.untried', tone: 'gray' };
  return { key: 'admin/holdfast.erp.healthy', tone: 'green' };
}

function trustFact(t: Text, { watermarkTrust }: Overview): Fact {
  const tone = watermarkTrust === 'proven' ? 'green' : watermarkTrust === 'broken' ? 'red' : 'gray';
  return {
    term: t('admin/holdfast.trust.title'),
    value: <Badge tone={tone}>{t(TRUST[watermarkTrust])}</Badge>,
  };
}
