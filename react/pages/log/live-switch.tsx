import { Button } from '@vtex/admin-ui';
import React from 'react';
import { Badge } from '../../design/badge';
import { useText } from '../../words/use-text';

interface Props {
  isLive: boolean;
  isPaused: boolean;
  /** A line is open. */
  isReading: boolean;
  /** On a later page nothing is live, whatever the switch says. */
  isLater: boolean;
  set(isPaused: boolean): void;
}

export function LiveSwitch({ isLive, isPaused, isReading, isLater, set }: Props) {
  const t = useText();
  return (
    <>
      <span role="status">
        <Badge tone={isLive ? 'green' : 'gray'}>{t(wordFor(isLive, isReading))}</Badge>
      </span>
      {!isLater && (
        <Button variant="secondary" aria-pressed={isPaused} onClick={() => set(!isPaused)}>
          {t(isPaused ? 'admin/holdfast.log.resume' : 'admin/holdfast.log.pause')}
        </Button>
      )}
    </>
  );
}

function wordFor(isLive: boolean, isReading: boolean): string {
  if (isLive) return 'admin/holdfast.log.live';
  return isReading ? 'admin/holdfast.log.reading' : 'admin/holdfast.log.paused';
}
