import { csx } from '@vtex/admin-ui';
import React from 'react';

const list = csx({
  display: 'grid',
  gridTemplateColumns: 'minmax(8rem, max-content) 1fr',
  columnGap: '$space-6',
  rowGap: '$space-2',
  '@media (max-width: 560px)': { gridTemplateColumns: '1fr', rowGap: '$space-05' },
});
const term = csx({ color: '#57606a' });
const value = csx({
  minWidth: 0,
  overflowWrap: 'anywhere',
  '@media (max-width: 560px)': { marginBottom: '$space-2' },
});

export interface Fact {
  term: string;
  value: React.ReactNode;
}

/** Names and values; what is null is left out. */
export function Facts({ facts }: { facts: readonly (Fact | null)[] }) {
  return (
    <dl className={list}>
      {facts.map(
        (fact) =>
          fact && (
            <React.Fragment key={fact.term}>
              <dt className={term}>{fact.term}</dt>
              <dd className={value}>{fact.value}</dd>
            </React.Fragment>
          ),
      )}
    </dl>
  );
}
