import React from 'react';
import type { Repairs } from '../../api/types/reconciliation';
import { Notice } from '../../design/notice';
import { useText } from '../../words/use-text';

/** How many repairs were started, and how many were refused. Takes the focus: the button that had it is gone. */
export function RepairNotice({ repairs: { repairs } }: { repairs: Repairs }) {
  const t = useText();
  const place = React.useRef<HTMLDivElement>(null);
  React.useEffect(() => {
    // A dialog that closes gives the focus back to where it was, a moment later.
    const timer = window.setTimeout(() => place.current?.focus(), 100);
    return () => window.clearTimeout(timer);
  }, []);
  const refused = repairs.filter(({ kind }) => kind === 'refused').length;
  const started = repairs.length - refused;
  return (
    <div ref={place} tabIndex={-1}>
      <Notice
        tone={refused > 0 || started === 0 ? 'warning' : 'positive'}
        title={t('admin/holdfast.books.repairs-started', { count: started })}
      >
        {refused > 0 && t('admin/holdfast.books.repairs-refused', { count: refused })}
      </Notice>
    </div>
  );
}
