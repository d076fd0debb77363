import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether an Authorization header carries this bearer token; a token that is not set admits nobody. */
export function hasBearer(authorization: string | undefined, token: string | null): boolean {
  if (token === null || authorization === undefined) return false;
  const [scheme, given, ...rest] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || given === undefined || rest.length > 0) return false;
  return timingSafeEqual(digest(given), digest(token));
}

/** Digests are of one length, as the comparison needs. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
