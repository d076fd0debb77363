import { timingSafeEqual } from 'node:crypto';

/**
 * Whether it is one of the secrets: there are two while one takes another's place. Takes as long for one that is nearly
 * right as for one that is not; only the length shows. Where none is set nobody is admitted.
 */
export function isOneOf(given: string | undefined, secrets: readonly string[] | null): boolean {
  if (given === undefined || given === '') return false;
  const left = Buffer.from(given);
  const fitting = (secrets ?? []).filter((secret) => {
    const right = Buffer.from(secret);
    return left.length === right.length && timingSafeEqual(left, right);
  });
  return fitting.length > 0;
}

/** The bearer token of an Authorization header. */
export function bearerOf(authorization: string | undefined): string | null {
  const [scheme, given, ...rest] = (authorization ?? '').split(' ');
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 && given !== undefined ? given : null;
}

/** Whether an Authorization header carries one of these bearer tokens. */
export function hasBearer(authorization: string | undefined, tokens: readonly string[] | null): boolean {
  return isOneOf(bearerOf(authorization) ?? undefined, tokens);
}
