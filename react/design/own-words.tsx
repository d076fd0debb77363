import { csx } from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';
import { muted } from './layout';

const details = csx({ marginTop: '$space-2', '& summary': { cursor: 'pointer', color: '#57606a' } });

/** The API's own sentences, which are in English, for who wants to know more. */
export function OwnWords({ lines }: { lines: readonly string[] }) {
  const t = useText();
  if (lines.length === 0) return null;
  return (
    <details className={details}>
      <summary className={muted}>{t('admin/holdfast.plan.own-words')}</summary>
      {Array.from(new Set(lines)).map((line) => (
        <p key={line} lang="en" className={muted}>
          {line}
        </p>
      ))}
    </details>
  );
}
