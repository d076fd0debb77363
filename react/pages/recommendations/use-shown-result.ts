import React from 'react';
import type { Decided } from './use-decisions';

/**
 * Brings what was decided last into sight and moves the focus to it: it is told at the top of the page, and the
 * card that was decided, with the button that had the focus, is gone. Waits until no dialog holds the focus.
 */
export function useShownResult(decided: readonly Decided[], isDialogOpen: boolean) {
  const newest = React.useRef<HTMLLIElement>(null);
  const due = React.useRef(false);
  const known = React.useRef<readonly string[]>([]);
  const ids = decided.map(({ plan }) => plan.planId);
  const key = ids.join(' ');
  React.useEffect(() => {
    const now = key === '' ? [] : key.split(' ');
    // Clearing the list shortens it; only a decision puts another one first.
    if (now.length > 0 && now[0] !== known.current[0]) due.current = true;
    known.current = now;
    if (!due.current || isDialogOpen) return undefined;
    const timer = window.setTimeout(() => {
      due.current = false;
      newest.current?.scrollIntoView({ block: 'center' });
      newest.current?.focus({ preventScroll: true });
    }, DIALOG_GIVES_BACK_WITHIN_MS);
    return () => window.clearTimeout(timer);
  }, [key, isDialogOpen]);
  return newest;
}

/** A dialog that closes gives the focus back to where it was, a moment later. */
const DIALOG_GIVES_BACK_WITHIN_MS = 100;
