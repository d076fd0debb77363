/**
 * Whether a request comes from a page of ours, as far as the browser says: `Origin` names this host, by the name
 * the request itself was sent to or by the public one (a proxy may have changed the former). Browsers send it
 * with everything that is not a GET; who sends none is no browser.
 */
export function isOwnOrigin(
  origin: string | undefined,
  host: string | undefined,
  publicUrl: string | null,
): boolean {
  if (origin === undefined) return true;
  if (!URL.canParse(origin)) return false;
  if (publicUrl !== null && new URL(publicUrl).origin === origin) return true;
  return new URL(origin).host === host;
}
