import React from 'react';
import type { Overview, SafetyState } from '../../api/types/overview';
import type { BadgeTone } from '../../design/badge';
import { Badge } from '../../design/badge';
import { Card } from '../../design/card';
import type { Fact } from '../../design/facts';
import { Facts } from '../../design/facts';
import { SaidText } from '../../sentences/said-text';
import { useText } from '../../words/use-text';

const CHECKS: { [check in Overview['execute']['items'][number]['check']]: string } = {
  updates: 'admin/holdfast.safety.updates',
  failures: 'admin/holdfast.safety.failures',
  watermark: 'admin/holdfast.safety.watermark',
  books: 'admin/holdfast.safety.books',
  rights: 'admin/holdfast.safety.rights',
  events: 'admin/holdfast.safety.events',
  erp: 'admin/holdfast.safety.erp',
};
const STATES: { [state in SafetyState]: { key: string; tone: BadgeTone } } = {
  met: { key: 'admin/holdfast.safety.met', tone: 'green' },
  'not-yet': { key: 'admin/holdfast.safety.not-yet', tone: 'gray' },
  'not-met': { key: 'admin/holdfast.safety.not-met', tone: 'red' },
};

/** Is it safe to leave updates to run by themselves, and how does one go back? */
export function SafetyCard({ execute }: { execute: Overview['execute'] }) {
  const t = useText();
  const facts: Fact[] = execute.items.map((item) => {
    const { key, tone } = STATES[item.state];
    return {
      term: t(CHECKS[item.check]),
      value: (
        <>
          <Badge tone={tone}>{t(key)}</Badge> <SaidText of={item} />
        </>
      ),
    };
  });
  const wayBack: Fact = {
    term: t('admin/holdfast.safety.way-back'),
    value: <SaidText of={execute.wayBack} />,
  };
  const answer = execute.isSafe ? 'admin/holdfast.safety.safe' : 'admin/holdfast.safety.not-safe';
  return (
    <Card title={t('admin/holdfast.safety.title')} note={t(answer)}>
      <Facts facts={[...facts, wayBack]} />
    </Card>
  );
}
