import React from 'react';
import type { Failure, Outcome } from '../api/outcome';

export interface Resource<A> {
  /** The newest answer; it stays while a later reading is on its way or fails. */
  data: A | null;
  /** Why the last reading failed; null after one that did not. */
  failure: Failure | null;
  /** A reading is on its way. */
  isLoading: boolean;
  /** Epoch ms of the newest answer. */
  readAt: number | null;
  reload(): void;
}

interface Options {
  /** Reads again this long after the last answer; absent: only once. */
  everyMs?: number | null;
  /** For what a host may not have at all: after a 404 it is not asked again. */
  isOptional?: boolean;
}

interface Held<A> {
  key: string;
  data: A | null;
  failure: Failure | null;
  isLoading: boolean;
  readAt: number | null;
}

/**
 * Reads something from the API, aborts when nobody looks any more, and reads again every `everyMs` (not while
 * the tab is hidden). `key` says what is read: another key begins anew.
 */
export function useResource<A>(
  key: string,
  load: (signal: AbortSignal) => Promise<Outcome<A>>,
  { everyMs = null, isOptional = false }: Options = {},
): Resource<A> {
  const [held, setHeld] = React.useState<Held<A>>(() => blank(key));
  const present = React.useRef<AbortController | null>(null);
  const newest = React.useRef(load);
  newest.current = load;

  const reload = React.useCallback(() => {
    present.current?.abort();
    const abort = new AbortController();
    present.current = abort;
    setHeld((before) => (before.key === key ? { ...before, isLoading: true } : blank(key)));
    newest.current(abort.signal).then((outcome) => {
      if (abort.signal.aborted || outcome.kind === 'aborted') return;
      setHeld((before) => after(before.key === key ? before : blank<A>(key), outcome));
    });
  }, [key]);

  React.useEffect(() => {
    reload();
    return () => present.current?.abort();
  }, [reload]);

  const { isLoading } = held;
  const isMissing = isOptional && held.failure?.reason === 'not-found';
  React.useEffect(() => {
    if (everyMs === null || isLoading || isMissing) return undefined;
    const timer = window.setInterval(() => {
      if (document.visibilityState !== 'hidden') reload();
    }, everyMs);
    return () => window.clearInterval(timer);
  }, [everyMs, isLoading, isMissing, reload]);

  const shown = held.key === key ? held : blank<A>(key);
  return {
    data: shown.data,
    failure: shown.failure,
    isLoading: shown.isLoading,
    readAt: shown.readAt,
    reload,
  };
}

function blank<A>(key: string): Held<A> {
  return { key, data: null, failure: null, isLoading: true, readAt: null };
}

function after<A>(before: Held<A>, outcome: Exclude<Outcome<A>, { kind: 'aborted' }>): Held<A> {
  if (outcome.kind === 'failure') return { ...before, failure: outcome, isLoading: false };
  return { ...before, data: outcome.answer, failure: null, isLoading: false, readAt: Date.now() };
}
