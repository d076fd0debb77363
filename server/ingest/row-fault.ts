/**
 * SQLSTATE classes 22 (data exception), 23 (integrity) and 54 (a limit): the content of a row was refused. All
 * else (connection lost, no space, shutting down) concerns every row alike.
 */
export function isRowFault(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return typeof error.code === 'string' && /^(22|23|54)[0-9A-Z]{3}$/.test(error.code);
}
