import { type BackfillState, shareOf } from '../listeners/backfill-state';
import type { BackfillView } from './schemas/backfill';
import { isoOf } from './schemas/fields';

/** Goes on by itself once a minute; one that is silent for so long has nobody who does it. */
const SILENT_AFTER_MS = 10 * 60_000;

export function describeBackfill(state: BackfillState | null, nowMs: number): BackfillView {
  if (state === null) return NEVER;
  const { since, open, startedAtMs, updatedAtMs, endedAtMs, isStopped, listed, handedOver, failure } = state;
  return {
    state: endedAtMs === null ? 'running' : isStopped ? 'stopped' : 'done',
    since,
    open,
    startedAt: isoOf(startedAtMs),
    endedAt: endedAtMs === null ? null : isoOf(endedAtMs),
    share: shareOf(state),
    listed,
    handedOver,
    isSilent: endedAtMs === null && nowMs - updatedAtMs > SILENT_AFTER_MS,
    message: failure?.message ?? null,
    said: failure?.said ?? null,
  };
}

const NEVER: BackfillView = {
  state: 'never',
  since: null,
  open: false,
  startedAt: null,
  endedAt: null,
  share: 0,
  listed: 0,
  handedOver: 0,
  isSilent: false,
  message: null,
  said: null,
};
