import { InvalidArgumentError } from 'commander';

/** `2026-03-01`, `2026-03-01T18:00:00Z`, `36h` or `10d` ago: an instant in ISO 8601. A day begins in UTC. */
export function readMoment(text: string, nowMs: number): string {
  const ago = /^(\d{1,5})([hd])$/.exec(text);
  if (ago) {
    const hours = Number(ago[1]) * (ago[2] === 'd' ? 24 : 1);
    return new Date(nowMs - hours * 3_600_000).toISOString();
  }
  const isWhole = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/.test(text);
  const atMs = isWhole ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(atMs))
    throw new InvalidArgumentError(
      'It wants a day, a moment with its zone, or a time ago: 2026-03-01, 2026-03-01T18:00:00Z, 36h, 10d.',
    );
  return new Date(atMs).toISOString();
}
