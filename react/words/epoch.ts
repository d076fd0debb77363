/** Milliseconds since 1970 of one of VTEX's instants (seven digits) or of ours (three); null when it is neither. */
export function epochOf(at: string | null | undefined): number | null {
  if (!at) return null;
  const epoch = Date.parse(at.replace(/(\.\d{3})\d+/, '$1'));
  return Number.isNaN(epoch) ? null : epoch;
}
