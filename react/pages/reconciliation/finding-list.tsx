import { csx } from '@vtex/admin-ui';
import React from 'react';
import type { ReconciliationLine } from '../../api/types/reconciliation';
import type { Finding } from '../../books/findings';
import { findingsOf } from '../../books/findings';
import { code, inline, muted, sentence } from '../../design/layout';
import { DifferenceBadge } from '../../design/word-badges';
import { places } from '../../routing/places';
import { differenceSentence } from '../../sentences/difference-sentence';
import { useTeller } from '../../sentences/use-teller';
import { accountWord } from '../../words/machine-words';
import { useText } from '../../words/use-text';

const list = csx({ listStyle: 'none', display: 'flex', flexDirection: 'column', gap: '$space-3' });
const links = csx({ display: 'flex', flexWrap: 'wrap', columnGap: '$space-3', fontSize: '0.8125rem' });
/** Of one finding; the rest is only counted. */
const LINKS_AT_MOST = 20;

/** What was found at a position: its class, a sentence, and the orders it is about. */
export function FindingList({ line }: { line: ReconciliationLine }) {
  return (
    <ul className={list}>
      {findingsOf(line).map((finding) => (
        <li key={`${finding.account} ${finding.class} ${finding.messages[0]}`}>
          <OneFinding finding={finding} line={line} />
        </li>
      ))}
    </ul>
  );
}

function OneFinding({ finding, line }: { finding: Finding; line: ReconciliationLine }) {
  const t = useText();
  const teller = useTeller();
  const told = differenceSentence(teller, finding, line.accounts[finding.account]);
  return (
    <>
      <p className={inline}>
        <DifferenceBadge kind={finding.class} />
        <span className={muted}>{t(accountWord[finding.account])}</span>
      </p>
      {told === null ? (
        <p className={sentence} lang="en">
          {finding.messages.join(' ')}
        </p>
      ) : (
        <p className={sentence}>{told}</p>
      )}
      <About finding={finding} />
    </>
  );
}

function About({ finding: { orderIds, lockIds } }: { finding: Finding }) {
  const t = useText();
  const rest = orderIds.length + lockIds.length - LINKS_AT_MOST;
  if (orderIds.length + lockIds.length === 0) return null;
  return (
    <p className={links}>
      {orderIds.slice(0, LINKS_AT_MOST).map((orderId) => (
        <a key={orderId} href={places.order(orderId)}>
          {orderId}
        </a>
      ))}
      {lockIds.slice(0, Math.max(0, LINKS_AT_MOST - orderIds.length)).map((lockId) => (
        <span key={lockId} className={inline}>
          <span className={muted}>{t('admin/holdfast.column.lock')}</span>{' '}
          <code className={code}>{lockId}</code>
        </span>
      ))}
      {rest > 0 && <span>{t('admin/holdfast.sentence.more', { count: rest })}</span>}
    </p>
  );
}
