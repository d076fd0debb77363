import { Button, csx } from '@vtex/admin-ui';
import React from 'react';
import { useText } from '../words/use-text';

const row = csx({ display: 'flex', justifyContent: 'flex-end', gap: '$space-2', marginTop: '$space-4' });

interface Props {
  /** True on any page but the first. */
  isLater: boolean;
  nextCursor: string | null;
  first(): void;
  next(cursor: string): void;
}

/** The server pages by cursor: forward, and back to the beginning. */
export function Pager({ isLater, nextCursor, first, next }: Props) {
  const t = useText();
  if (!isLater && nextCursor === null) return null;
  return (
    <nav className={row} aria-label={t('admin/holdfast.pager.label')}>
      <Button variant="secondary" disabled={!isLater} onClick={first}>
        {t('admin/holdfast.pager.first')}
      </Button>
      <Button
        variant="secondary"
        disabled={nextCursor === null}
        onClick={() => nextCursor !== null && next(nextCursor)}
      >
        {t('admin/holdfast.pager.next')}
      </Button>
    </nav>
  );
}
