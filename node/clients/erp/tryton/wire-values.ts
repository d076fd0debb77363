/**
 * How Tryton writes what JSON has no word for. A numeric field sent as a plain number is refused ("exceeds the
 * limit of digits"); quantities are plain numbers.
 */
export type WireDecimal = { __class__: 'Decimal'; decimal: string };

/** Tryton's times have no zone; a server's are UTC. */
export function wireDateTime(epochMs: number) {
  const at = new Date(epochMs);
  return {
    __class__: 'datetime',
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    hour: at.getUTCHours(),
    minute: at.getUTCMinutes(),
    second: at.getUTCSeconds(),
    microsecond: at.getUTCMilliseconds() * 1000,
  };
}
