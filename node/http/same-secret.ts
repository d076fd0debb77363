import { timingSafeEqual } from 'node:crypto';

/**
 * Takes as long for a secret that is nearly right as for one that is not; only the length shows. One that is not
 * set admits nobody.
 */
export function sameSecret(given: string | undefined, secret: string | null): boolean {
  if (given === undefined || secret === null || secret === '') return false;
  const left = Buffer.from(given);
  const right = Buffer.from(secret);
  return left.length === right.length && timingSafeEqual(left, right);
}

/** The bearer token of an Authorization header. */
export function bearerOf(authorization: string | undefined): string | null {
  const [scheme, given, ...rest] = (authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 && given !== undefined ? given : null;
}

/** Whether an Authorization header carries this bearer token. */
export function hasBearer(authorization: string | undefined, token: string | null): boolean {
  return sameSecret(bearerOf(authorization) ?? undefined, token);
}
