import { createHash, timingSafeEqual } from 'node:crypto';

/** In the same time whatever differs; a secret that is not set admits nobody. */
export function sameSecret(given: string | undefined, secret: string | null): boolean {
  if (given === undefined || secret === null || secret === '') return false;
  return timingSafeEqual(digest(given), digest(secret));
}

/** Whether an Authorization header carries this bearer token. */
export function hasBearer(authorization: string | undefined, token: string | null): boolean {
  const [scheme, given, ...rest] = (authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 && sameSecret(given, token);
}

/** Digests are of one length, as the comparison needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
