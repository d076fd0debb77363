export interface Ago {
  value: number;
  unit: 'second' | 'minute' | 'hour' | 'day';
}

/** How long ago in the unit a person would use, as `Intl.RelativeTimeFormat` wants it: -3 minutes. */
export function agoOf(epochMs: number, nowMs: number): Ago {
  const seconds = Math.round((epochMs - nowMs) / 1000);
  const size = Math.abs(seconds);
  if (size < 60) return { value: seconds, unit: 'second' };
  if (size < 3600) return { value: Math.trunc(seconds / 60), unit: 'minute' };
  if (size < 86_400) return { value: Math.trunc(seconds / 3600), unit: 'hour' };
  return { value: Math.trunc(seconds / 86_400), unit: 'day' };
}
